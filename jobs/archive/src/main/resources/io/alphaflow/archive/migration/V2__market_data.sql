-- Gaps in the trade log, and what the order book adds to a quote.

CREATE TABLE gaps (
  venue         text        NOT NULL,
  symbol        text        NOT NULL,
  from_id       bigint      NOT NULL,
  to_id         bigint      NOT NULL,
  code          text        NOT NULL,
  reason        text        NOT NULL,
  exchange_time timestamptz,
  ingest_time   timestamptz NOT NULL,
  PRIMARY KEY (venue, symbol, from_id)
);
COMMENT ON TABLE gaps IS 'trade ids, from and to inclusive, that are not in table trades, and why';
COMMENT ON COLUMN gaps.code IS 'NOT_AT_VENUE, HISTORY_UNAVAILABLE, or the code of the dead letter that holds the trade';

ALTER TABLE quotes
  ADD COLUMN bid_depth     numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN ask_depth     numeric(28, 8) NOT NULL DEFAULT 0,
  ADD COLUMN exchange_time timestamptz;
COMMENT ON COLUMN quotes.bid_depth IS 'base quantity of the best bids together, as many levels as ingest.depthLevels says';
COMMENT ON COLUMN quotes.ask_depth IS 'base quantity of the best asks together';
COMMENT ON COLUMN quotes.exchange_time IS 'the venue''s time, where it states one';

COMMENT ON COLUMN bars.interval IS '1s, 5m, 4h, 1d …; 100t for bars of trades, 10v for bars of base volume';
COMMENT ON COLUMN bars.sequence IS 'open time divided by the length; of bars of trades and of volume counted from 1';
COMMENT ON COLUMN bars.closed_by IS 'id of the trade that showed that the bar is complete; 0 when a heartbeat did or it was imported';
