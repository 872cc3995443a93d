-- Results of backtests, written by `alphaflow backtest --store`.
--
-- A run is found by an id that follows from its content, so a run that is made again hits the same rows. Its parts
-- refer to it: who removes the row of a run removes all of it. The tables are plain, as a run is read and removed whole, and
-- its times are those of the history it was made on, not of when it was made.

CREATE TABLE backtest_runs (
  run         text        PRIMARY KEY,
  name        text        NOT NULL,
  made_at     timestamptz NOT NULL,
  version     text        NOT NULL,
  command     text        NOT NULL,
  start_time  timestamptz NOT NULL,
  end_time    timestamptz NOT NULL,
  events      bigint      NOT NULL,
  currency    text        NOT NULL,
  cash        numeric(28, 8) NOT NULL,
  strategies  jsonb       NOT NULL,
  data        jsonb       NOT NULL,
  assumptions jsonb       NOT NULL,
  conventions jsonb       NOT NULL,
  counts      jsonb       NOT NULL,
  limits      jsonb       NOT NULL,
  gaps        jsonb       NOT NULL,
  variants    bigint      NOT NULL,
  parameters  jsonb       NOT NULL,
  ranked_by   text
);
CREATE INDEX backtest_runs_made_at ON backtest_runs (made_at);
COMMENT ON COLUMN backtest_runs.run IS 'hash of what the run is made of and what came out, version and command line apart';
COMMENT ON COLUMN backtest_runs.name IS 'for people; not unique';
COMMENT ON COLUMN backtest_runs.made_at IS 'wall clock of the machine that wrote it first';
COMMENT ON COLUMN backtest_runs.start_time IS 'of the first event; end_time is that of the last';
COMMENT ON COLUMN backtest_runs.strategies IS 'the instances with all parameters; of a sweep those of the best set';
COMMENT ON COLUMN backtest_runs.conventions IS 'what the metrics were taken by';
COMMENT ON COLUMN backtest_runs.counts IS 'what became of signals and orders';
COMMENT ON COLUMN backtest_runs.variants IS 'parameter sets that were tried; 1 without a sweep';
COMMENT ON COLUMN backtest_runs.parameters IS 'of a sweep or walk-forward analysis: names of the parameters that were varied, in order';
COMMENT ON COLUMN backtest_runs.ranked_by IS 'the metric that they were chosen by; null where nothing was tried';

CREATE TABLE backtest_metrics (
  run    text NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  metric text NOT NULL,
  label  text NOT NULL,
  unit   text NOT NULL,
  value  double precision,
  PRIMARY KEY (run, metric)
);
COMMENT ON COLUMN backtest_metrics.metric IS 'docs/backtest-statistics.md has the formulas';
COMMENT ON COLUMN backtest_metrics.value IS 'null: undefined';

CREATE TABLE backtest_equity (
  run       text        NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  point     bigint      NOT NULL,
  time      timestamptz NOT NULL,
  equity    numeric(28, 8) NOT NULL,
  gross     numeric(28, 8) NOT NULL,
  net       numeric(28, 8) NOT NULL,
  benchmark numeric(28, 8),
  PRIMARY KEY (run, point)
);
COMMENT ON COLUMN backtest_equity.point IS 'from 0; several may be of one time';
COMMENT ON COLUMN backtest_equity.gross IS 'sum of the absolute values of what is held; net is the sum of the values';
COMMENT ON COLUMN backtest_equity.benchmark IS 'a price';

CREATE TABLE backtest_trips (
  run         text        NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  strategy    text        NOT NULL,
  venue       text        NOT NULL,
  symbol      text        NOT NULL,
  number      bigint      NOT NULL,
  side        text        NOT NULL,
  opened_at   timestamptz NOT NULL,
  closed_at   timestamptz NOT NULL,
  quantity    numeric(28, 8) NOT NULL,
  entry_price numeric(28, 8) NOT NULL,
  exit_price  numeric(28, 8) NOT NULL,
  pnl         numeric(28, 8) NOT NULL,
  fees        numeric(28, 8) NOT NULL,
  adverse     numeric(28, 8) NOT NULL,
  favourable  numeric(28, 8) NOT NULL,
  fills       bigint      NOT NULL,
  PRIMARY KEY (run, strategy, venue, symbol, number)
);
COMMENT ON TABLE backtest_trips IS 'round trips; columns as in round_trips';

CREATE TABLE backtest_fills (
  run             text        NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  number          bigint      NOT NULL,
  time            timestamptz NOT NULL,
  strategy        text        NOT NULL,
  venue           text        NOT NULL,
  symbol          text        NOT NULL,
  client_order_id text        NOT NULL,
  side            text        NOT NULL,
  quantity        numeric(28, 8) NOT NULL,
  price           numeric(28, 8) NOT NULL,
  fee             numeric(28, 8) NOT NULL,
  maker           boolean     NOT NULL,
  arrival_price   numeric(28, 8) NOT NULL,
  decided_at      timestamptz NOT NULL,
  tag             text,
  PRIMARY KEY (run, number)
);
COMMENT ON COLUMN backtest_fills.fee IS 'in the account''s currency';
COMMENT ON COLUMN backtest_fills.arrival_price IS 'the mark when the order was decided';

CREATE TABLE backtest_decisions (
  run       text   NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  outcome   text   NOT NULL,
  code      text   NOT NULL,
  decisions bigint NOT NULL,
  PRIMARY KEY (run, outcome, code)
);
COMMENT ON TABLE backtest_decisions IS 'how many decisions: APPROVED and REJECTED with an empty code are all of them';
COMMENT ON COLUMN backtest_decisions.code IS 'of a control; a decision that broke several counts for each';

CREATE TABLE backtest_sweep (
  run        text   NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  rank       bigint NOT NULL,
  parameters jsonb  NOT NULL,
  metrics    jsonb  NOT NULL,
  PRIMARY KEY (run, rank)
);
COMMENT ON TABLE backtest_sweep IS 'one row for each parameter set; deflatedSharpe in metrics is by all sets of the sweep';
COMMENT ON COLUMN backtest_sweep.metrics IS 'by key as in backtest_metrics; undefined ones are null';

CREATE TABLE backtest_windows (
  run        text        NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  number     bigint      NOT NULL,
  train_from timestamptz NOT NULL,
  train_to   timestamptz NOT NULL,
  test_from  timestamptz NOT NULL,
  test_to    timestamptz NOT NULL,
  parameters jsonb       NOT NULL,
  trained    jsonb       NOT NULL,
  tested     jsonb       NOT NULL,
  PRIMARY KEY (run, number)
);
COMMENT ON TABLE backtest_windows IS 'of a walk-forward analysis: what was chosen on a stretch, and what that made of the next one; ends are exclusive';
COMMENT ON COLUMN backtest_windows.trained IS 'metrics of the first stretch by key, tested those of the second; undefined ones are null';
