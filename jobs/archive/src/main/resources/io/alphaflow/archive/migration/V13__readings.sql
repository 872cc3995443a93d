-- What every control measured for a decision, whether its limit held or not.

CREATE TABLE decision_readings (
  account  text        NOT NULL,
  sequence bigint      NOT NULL,
  time     timestamptz NOT NULL,
  readings jsonb       NOT NULL,
  PRIMARY KEY (account, sequence, time)
);
CREATE INDEX decision_readings_time ON decision_readings (time);
COMMENT ON TABLE decision_readings IS 'account and sequence are those of the decision';
COMMENT ON COLUMN decision_readings.readings IS 'control, code, limit, observed, unit; least: the limit is the least that is allowed, and not the most';
