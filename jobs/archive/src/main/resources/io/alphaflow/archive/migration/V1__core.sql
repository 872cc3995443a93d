-- Core schema. Runs on plain PostgreSQL and on TimescaleDB of any edition.
--
-- Every row is an immutable fact. Its primary key is the identity that its producer gave it, together
-- with its event time, which is a function of that identity: a record that is read again hits the same
-- row and changes nothing. Amounts are exact decimals. Times are those of the venue or of the journal's
-- logical clock unless a column says otherwise; a time that nobody knows is 1970-01-01.

CREATE TABLE trades (
  venue          text        NOT NULL,
  symbol         text        NOT NULL,
  exchange_time  timestamptz NOT NULL,
  trade_id       bigint      NOT NULL,
  price          numeric(28, 8) NOT NULL,
  quantity       numeric(28, 8) NOT NULL,
  buyer_is_maker boolean     NOT NULL,
  ingest_time    timestamptz NOT NULL,
  PRIMARY KEY (venue, symbol, exchange_time, trade_id)
);
COMMENT ON COLUMN trades.ingest_time IS 'our wall clock; of the first time the trade was written';

CREATE TABLE quotes (
  venue        text        NOT NULL,
  symbol       text        NOT NULL,
  ingest_time  timestamptz NOT NULL,
  update_id    bigint      NOT NULL,
  bid          numeric(28, 8) NOT NULL,
  bid_quantity numeric(28, 8) NOT NULL,
  ask          numeric(28, 8) NOT NULL,
  ask_quantity numeric(28, 8) NOT NULL,
  PRIMARY KEY (venue, symbol, ingest_time, update_id)
);
COMMENT ON COLUMN quotes.ingest_time IS 'our wall clock; the venue states no time';

CREATE TABLE bars (
  venue            text        NOT NULL,
  symbol           text        NOT NULL,
  interval         text        NOT NULL,
  open_time        timestamptz NOT NULL,
  sequence         bigint      NOT NULL,
  close_time       timestamptz NOT NULL,
  open             numeric(28, 8) NOT NULL,
  high             numeric(28, 8) NOT NULL,
  low              numeric(28, 8) NOT NULL,
  close            numeric(28, 8) NOT NULL,
  volume           numeric(28, 8) NOT NULL,
  quote_volume     numeric(28, 8) NOT NULL,
  trades           bigint      NOT NULL,
  taker_buy_volume numeric(28, 8) NOT NULL,
  closed_by        bigint      NOT NULL,
  PRIMARY KEY (venue, symbol, interval, open_time, sequence)
);
COMMENT ON COLUMN bars.close_time IS 'exclusive';
COMMENT ON COLUMN bars.closed_by IS 'id of the trade that showed that the interval is over';

CREATE TABLE instruments (
  venue          text        NOT NULL,
  symbol         text        NOT NULL,
  sequence       bigint      NOT NULL,
  venue_symbol   text        NOT NULL,
  base           text        NOT NULL,
  quote          text        NOT NULL,
  tick_size      numeric(28, 8) NOT NULL,
  min_price      numeric(28, 8) NOT NULL,
  max_price      numeric(28, 8) NOT NULL,
  step_size      numeric(28, 8) NOT NULL,
  min_quantity   numeric(28, 8) NOT NULL,
  max_quantity   numeric(28, 8) NOT NULL,
  min_notional   numeric(28, 8) NOT NULL,
  trading        boolean     NOT NULL,
  effective_time timestamptz,
  PRIMARY KEY (venue, symbol, sequence)
);
COMMENT ON COLUMN instruments.effective_time IS 'null: the first known rules';

CREATE TABLE marks (
  venue    text        NOT NULL,
  symbol   text        NOT NULL,
  time     timestamptz NOT NULL,
  sequence bigint      NOT NULL,
  price    numeric(28, 8) NOT NULL,
  trade_id bigint      NOT NULL,
  PRIMARY KEY (venue, symbol, time, sequence)
);

CREATE TABLE signals (
  strategy         text        NOT NULL,
  venue            text        NOT NULL,
  symbol           text        NOT NULL,
  sequence         bigint      NOT NULL,
  time             timestamptz NOT NULL,
  account          text        NOT NULL,
  side             text        NOT NULL,
  sizing_mode      text        NOT NULL,
  size             numeric(28, 8) NOT NULL,
  order_type       text        NOT NULL,
  limit_price      numeric(28, 8),
  confidence       double precision NOT NULL,
  tag              text        NOT NULL,
  trigger_trade_id bigint      NOT NULL,
  indicators       jsonb       NOT NULL,
  PRIMARY KEY (strategy, venue, symbol, sequence, time)
);
CREATE INDEX signals_time ON signals (time);

CREATE TABLE decisions (
  account           text        NOT NULL,
  sequence          bigint      NOT NULL,
  time              timestamptz NOT NULL,
  journal_partition integer     NOT NULL,
  journal_offset    bigint      NOT NULL,
  strategy          text        NOT NULL,
  venue             text        NOT NULL,
  symbol            text        NOT NULL,
  signal_sequence   bigint      NOT NULL,
  trigger_trade_id  bigint      NOT NULL,
  outcome           text        NOT NULL,
  client_order_id   text,
  side              text,
  order_type        text,
  time_in_force     text,
  quantity          numeric(28, 8),
  limit_price       numeric(28, 8),
  violations        jsonb       NOT NULL,
  inputs            jsonb       NOT NULL,
  PRIMARY KEY (account, sequence, time)
);
CREATE INDEX decisions_time ON decisions (time);
CREATE INDEX decisions_order ON decisions (client_order_id);
CREATE INDEX decisions_signal ON decisions (strategy, venue, symbol, signal_sequence);
COMMENT ON COLUMN decisions.client_order_id IS 'this and the other order columns: null when rejected';

CREATE TABLE execution_reports (
  client_order_id     text        NOT NULL,
  sequence            bigint      NOT NULL,
  time                timestamptz NOT NULL,
  account             text        NOT NULL,
  strategy            text        NOT NULL,
  venue               text        NOT NULL,
  symbol              text        NOT NULL,
  decision            bigint      NOT NULL,
  execution_type      text        NOT NULL,
  side                text        NOT NULL,
  order_quantity      numeric(28, 8) NOT NULL,
  venue_order_id      text,
  venue_trade_id      bigint,
  last_quantity       numeric(28, 8),
  last_price          numeric(28, 8),
  cumulative_quantity numeric(28, 8) NOT NULL,
  fee                 numeric(28, 8),
  fee_asset           text,
  maker               boolean     NOT NULL,
  last                boolean     NOT NULL,
  reason              text,
  PRIMARY KEY (client_order_id, sequence, time)
);
CREATE INDEX execution_reports_account ON execution_reports (account, time);
COMMENT ON COLUMN execution_reports.last_quantity IS 'this, last_price, venue_trade_id and fee: of fills only';
COMMENT ON COLUMN execution_reports.last IS 'whether the order can change no more after this report';

CREATE TABLE pnl (
  account        text        NOT NULL,
  sequence       bigint      NOT NULL,
  time           timestamptz NOT NULL,
  cause          text        NOT NULL,
  currency       text        NOT NULL,
  cash           numeric(28, 8) NOT NULL,
  equity         numeric(28, 8) NOT NULL,
  realized_pnl   numeric(28, 8) NOT NULL,
  unrealized_pnl numeric(28, 8) NOT NULL,
  fees           numeric(28, 8) NOT NULL,
  daily_pnl      numeric(28, 8) NOT NULL,
  peak_equity    numeric(28, 8) NOT NULL,
  drawdown       numeric(28, 8) NOT NULL,
  PRIMARY KEY (account, sequence, time)
);
CREATE INDEX pnl_time ON pnl (account, time);

CREATE TABLE positions (
  account        text        NOT NULL,
  venue          text        NOT NULL,
  symbol         text        NOT NULL,
  sequence       bigint      NOT NULL,
  time           timestamptz NOT NULL,
  quantity       numeric(28, 8) NOT NULL,
  cost           numeric(28, 8) NOT NULL,
  mark           numeric(28, 8),
  value          numeric(28, 8) NOT NULL,
  realized_pnl   numeric(28, 8) NOT NULL,
  unrealized_pnl numeric(28, 8) NOT NULL,
  fees           numeric(28, 8) NOT NULL,
  PRIMARY KEY (account, venue, symbol, sequence, time)
);
COMMENT ON COLUMN positions.sequence IS 'of the P&L snapshot (table pnl) that the row is a part of';
COMMENT ON COLUMN positions.mark IS 'null: no price was known, valued at cost';

CREATE TABLE account_snapshots (
  account  text        NOT NULL,
  sequence bigint      NOT NULL,
  time     timestamptz NOT NULL,
  asset    text        NOT NULL,
  free     numeric(28, 8) NOT NULL,
  locked   numeric(28, 8) NOT NULL,
  PRIMARY KEY (account, sequence, time, asset)
);

CREATE TABLE breaker_trips (
  breaker  text        NOT NULL,
  account  text        NOT NULL,
  sequence bigint      NOT NULL,
  time     timestamptz NOT NULL,
  evidence text        NOT NULL,
  PRIMARY KEY (breaker, account, sequence, time)
);

CREATE TABLE commands (
  person    text        NOT NULL,
  sequence  bigint      NOT NULL,
  time      timestamptz NOT NULL,
  account   text        NOT NULL,
  action    text        NOT NULL,
  reason    text        NOT NULL,
  signature text        NOT NULL,
  PRIMARY KEY (person, sequence, time)
);
COMMENT ON TABLE commands IS 'as they stand in the journal; whether the gate accepted one is in alerts and dead_letters';
COMMENT ON COLUMN commands.time IS 'wall clock of the person''s machine';

CREATE TABLE alerts (
  source   text        NOT NULL,
  id       text        NOT NULL,
  time     timestamptz NOT NULL,
  severity text        NOT NULL,
  code     text        NOT NULL,
  account  text,
  venue    text,
  symbol   text,
  message  text        NOT NULL,
  PRIMARY KEY (source, id, code, time)
);
CREATE INDEX alerts_time ON alerts (time);

CREATE TABLE dead_letters (
  source           text        NOT NULL,
  topic            text        NOT NULL,
  partition_number integer     NOT NULL,
  offset_number    bigint      NOT NULL,
  time             timestamptz NOT NULL,
  code             text        NOT NULL,
  reason           text        NOT NULL,
  raw              text        NOT NULL,
  PRIMARY KEY (source, topic, partition_number, offset_number, code, time)
);
CREATE INDEX dead_letters_time ON dead_letters (time);
COMMENT ON COLUMN dead_letters.raw IS 'Base64: convert_from(decode(raw, ''base64''), ''UTF8'')';
