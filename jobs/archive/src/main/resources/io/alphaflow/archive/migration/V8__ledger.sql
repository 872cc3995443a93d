-- P&L by strategy, round trips, deposits, withdrawals and corrections; docs/pnl.md has the formulas.

ALTER TABLE pnl
  ADD COLUMN entry           text,
  ADD COLUMN reserved        numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN gross_exposure  numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN net_exposure    numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN leverage        numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN net_flows       numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN trading_day     text,
  ADD COLUMN trading_day_pnl numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN other_assets    jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN unpriced        jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN pnl.entry IS 'producer#sequence of the journal entry that led to the snapshot; null: the mark interval';
COMMENT ON COLUMN pnl.net_flows IS 'deposits less withdrawals since the opening, worth when they came';
COMMENT ON COLUMN pnl.trading_day IS 'by the configured cut (pnl.dayCut); daily_pnl is by the UTC day';
COMMENT ON COLUMN pnl.unpriced IS 'what no mark gives a price: asset, quantity, and what it counts meanwhile';

CREATE TABLE strategy_positions (
  account        text        NOT NULL,
  strategy       text        NOT NULL,
  venue          text        NOT NULL,
  symbol         text        NOT NULL,
  sequence       bigint      NOT NULL,
  time           timestamptz NOT NULL,
  quantity       numeric(28, 8) NOT NULL,
  cost           numeric(28, 8) NOT NULL,
  value          numeric(28, 8) NOT NULL,
  realized_pnl   numeric(28, 8) NOT NULL,
  unrealized_pnl numeric(28, 8) NOT NULL,
  fees           numeric(28, 8) NOT NULL,
  PRIMARY KEY (account, strategy, venue, symbol, sequence, time)
);
COMMENT ON TABLE strategy_positions IS 'of those that held something or had changed; the last row of a strategy and symbol holds until the next';
COMMENT ON COLUMN strategy_positions.sequence IS 'of the P&L snapshot (table pnl) that the row is a part of';

CREATE TABLE round_trips (
  account     text        NOT NULL,
  strategy    text        NOT NULL,
  venue       text        NOT NULL,
  symbol      text        NOT NULL,
  number      bigint      NOT NULL,
  time        timestamptz NOT NULL,
  sequence    bigint      NOT NULL,
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
  PRIMARY KEY (account, strategy, venue, symbol, number, time)
);
COMMENT ON COLUMN round_trips.pnl IS 'after fees, in quote';
COMMENT ON COLUMN round_trips.adverse IS 'lowest profit before fees at any mark or fill, 0 or less (MAE)';
COMMENT ON COLUMN round_trips.favourable IS 'highest profit before fees at any mark or fill, 0 or more (MFE)';

CREATE TABLE ledger_entries (
  account         text        NOT NULL,
  sequence        bigint      NOT NULL,
  time            timestamptz NOT NULL,
  kind            text        NOT NULL,
  asset           text,
  amount          numeric(28, 8) NOT NULL,
  strategy        text,
  venue           text,
  symbol          text,
  quantity        numeric(28, 8),
  price           numeric(28, 8),
  client_order_id text,
  venue_trade_id  bigint,
  person          text        NOT NULL,
  command         bigint      NOT NULL,
  reason          text        NOT NULL,
  PRIMARY KEY (account, sequence, time)
);
COMMENT ON TABLE ledger_entries IS 'deposits, withdrawals and corrections as they were booked';
COMMENT ON COLUMN ledger_entries.amount IS 'of a correction: the fee that was taken later, or that the void fill had';
COMMENT ON COLUMN ledger_entries.quantity IS 'of the void fill, negative when it sold';

ALTER TABLE commands ADD COLUMN booking jsonb;
COMMENT ON COLUMN commands.booking IS 'of BOOK: what was to go into the ledger';
