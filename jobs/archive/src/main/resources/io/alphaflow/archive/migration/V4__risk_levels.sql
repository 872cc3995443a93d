-- Stops, limits and overrides have levels; decisions can cancel orders and say what was overridden.

ALTER TABLE breaker_trips
  ADD COLUMN strategy      text     NOT NULL DEFAULT '*',
  ADD COLUMN instrument    text     NOT NULL DEFAULT '*',
  ADD COLUMN stop          text     NOT NULL DEFAULT 'HALTED',
  ADD COLUMN cooldown_micros bigint NOT NULL DEFAULT 0,
  ADD COLUMN cancel_orders boolean  NOT NULL DEFAULT false;
ALTER TABLE breaker_trips DROP CONSTRAINT breaker_trips_pkey;
ALTER TABLE breaker_trips ADD PRIMARY KEY (breaker, account, strategy, instrument, sequence, time);
COMMENT ON COLUMN breaker_trips.account IS 'with strategy and instrument what is stopped; * for all';
COMMENT ON COLUMN breaker_trips.cooldown_micros IS 'after it the level is active again by itself; 0: when a person resumes it';

ALTER TABLE commands
  ADD COLUMN strategy   text NOT NULL DEFAULT '*',
  ADD COLUMN instrument text NOT NULL DEFAULT '*',
  ADD COLUMN until      timestamptz,
  ADD COLUMN limits     jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN codes      jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN approver   text;
COMMENT ON COLUMN commands.account IS 'with strategy and instrument what it is for; * for all';
COMMENT ON COLUMN commands.until IS 'market time at which it ends by itself; null: when it is revoked';
COMMENT ON COLUMN commands.approver IS 'the second person of an override';

ALTER TABLE decisions
  ADD COLUMN overridden jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN cancels    jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN decisions.overridden IS 'controls that failed and did not hold because of an override';
COMMENT ON COLUMN decisions.cancels IS 'client order ids to cancel when the outcome is CANCEL';

ALTER TABLE alerts
  ADD COLUMN level       text,
  ADD COLUMN correlation text,
  ADD COLUMN numbers     jsonb NOT NULL DEFAULT '{}';
COMMENT ON COLUMN alerts.level IS 'what is stopped or restricted: account|strategy|instrument, * for all';
COMMENT ON COLUMN alerts.correlation IS 'the entry of a log (topic/partition/offset) or the order that it belongs to';
