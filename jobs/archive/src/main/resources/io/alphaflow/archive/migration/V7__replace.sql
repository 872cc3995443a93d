-- Signals can take back or replace orders of before.

ALTER TABLE signals
  ADD COLUMN target_action text,
  ADD COLUMN target_sequence bigint;
COMMENT ON COLUMN signals.target_action IS 'CANCEL or REPLACE: what the signal does about an earlier one; null for a new order';
COMMENT ON COLUMN signals.target_sequence IS 'sequence of the earlier signal of the same strategy instance and instrument; 0 for all';

ALTER TABLE decisions ADD COLUMN replaces text;
COMMENT ON COLUMN decisions.replaces IS 'client order id of the order in whose place the approved one stands; null for none';
