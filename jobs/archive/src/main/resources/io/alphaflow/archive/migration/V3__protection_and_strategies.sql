-- Protective exits, and which strategy instances were wanted when.

ALTER TABLE signals
  ADD COLUMN stop_loss     numeric(28, 8),
  ADD COLUMN take_profit   numeric(28, 8),
  ADD COLUMN trailing_stop numeric(28, 8),
  ADD COLUMN origin        text NOT NULL DEFAULT 'STRATEGY';
COMMENT ON COLUMN signals.stop_loss IS 'price; this, take_profit and trailing_stop (a distance): null for none';
COMMENT ON COLUMN signals.origin IS 'who counts the sequence: STRATEGY, or PROTECTION for an exit that the risk gate fired';

-- The strategy and the gate count apart, the gate for each account, and may speak at the same time.
ALTER TABLE signals DROP CONSTRAINT signals_pkey;
ALTER TABLE signals ADD PRIMARY KEY (strategy, venue, symbol, origin, account, sequence, time);

ALTER TABLE decisions
  ADD COLUMN signal_origin text NOT NULL DEFAULT 'STRATEGY';
DROP INDEX decisions_signal;
CREATE INDEX decisions_signal ON decisions (strategy, venue, symbol, signal_origin, signal_sequence);
COMMENT ON COLUMN decisions.signal_origin IS 'with account, strategy, venue, symbol and signal_sequence: the signal that it answers';

CREATE TABLE strategy_changes (
  id             text        NOT NULL,
  version        bigint      NOT NULL,
  action         text        NOT NULL,
  type           text        NOT NULL,
  account        text        NOT NULL,
  instruments    jsonb       NOT NULL,
  interval       text        NOT NULL,
  parameters     jsonb       NOT NULL,
  effective_time timestamptz,
  person         text        NOT NULL,
  time           timestamptz NOT NULL,
  PRIMARY KEY (id, version)
);
COMMENT ON TABLE strategy_changes IS 'as they were asked for; what became of one is in alerts and dead_letters';
COMMENT ON COLUMN strategy_changes.effective_time IS 'market time; null: at once';
COMMENT ON COLUMN strategy_changes.time IS 'wall clock of the person''s machine';
