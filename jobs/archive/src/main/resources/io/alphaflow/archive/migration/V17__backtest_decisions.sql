-- Decisions of backtests whole, where only their counts were, and the scores of `alphaflow parity`.

ALTER TABLE backtest_decisions RENAME TO backtest_decision_counts;
ALTER TABLE backtest_decision_counts RENAME CONSTRAINT backtest_decisions_pkey TO backtest_decision_counts_pkey;
ALTER TABLE backtest_decision_counts RENAME CONSTRAINT backtest_decisions_run_fkey TO backtest_decision_counts_run_fkey;

CREATE TABLE backtest_decisions (
  run           text   NOT NULL REFERENCES backtest_runs ON DELETE CASCADE,
  number        bigint NOT NULL,
  code          text,
  signal_side   text,
  tag           text,
  arrival_price numeric(28, 8) NOT NULL,
  LIKE decisions INCLUDING COMMENTS,
  PRIMARY KEY (run, number)
);
COMMENT ON TABLE backtest_decisions IS 'of a run, of a sweep of its best set: the first 100,000; from account on the columns of decisions, where the place in a journal is 0';
COMMENT ON COLUMN backtest_decisions.number IS 'from 0, in the order in which they were made; a walk-forward analysis counts its sequence anew in each window';
COMMENT ON COLUMN backtest_decisions.code IS 'of the first control that was broken; all are in violations';
COMMENT ON COLUMN backtest_decisions.signal_side IS 'what the signal asked for, also when that was rejected; null where no signal asked';
COMMENT ON COLUMN backtest_decisions.tag IS 'what the strategy says of its signal';
COMMENT ON COLUMN backtest_decisions.arrival_price IS 'the price when it was made';

CREATE TABLE parity_runs (
  made_at          timestamptz NOT NULL,
  desk             text        NOT NULL,
  period_start     timestamptz,
  period_end       timestamptz,
  score            double precision NOT NULL,
  trades           bigint      NOT NULL,
  signals          bigint      NOT NULL,
  signals_same     bigint      NOT NULL,
  decisions        bigint      NOT NULL,
  decisions_same   bigint      NOT NULL,
  orders           bigint      NOT NULL,
  orders_same      bigint      NOT NULL,
  unexplained      bigint      NOT NULL,
  differences      jsonb       NOT NULL,
  latency_micros   bigint      NOT NULL,
  taker_fee        numeric(28, 8) NOT NULL,
  PRIMARY KEY (made_at, desk)
);
COMMENT ON TABLE parity_runs IS 'what alphaflow parity has found, as in parity.jsonl';
COMMENT ON COLUMN parity_runs.made_at IS 'wall clock of the machine that compared';
COMMENT ON COLUMN parity_runs.period_start IS 'of what was compared; null: from the beginning of the logs';
COMMENT ON COLUMN parity_runs.period_end IS 'where the comparison ended, not included';
COMMENT ON COLUMN parity_runs.differences IS 'how many by their explanation';
