-- Orders can wait for a trigger, and signals say how long their orders work.

ALTER TABLE signals
  ADD COLUMN time_in_force text NOT NULL DEFAULT 'GTC',
  ADD COLUMN trigger_price numeric(28, 8);
COMMENT ON COLUMN signals.trigger_price IS 'price at which a stop or take-profit order begins; null for others';

ALTER TABLE decisions ADD COLUMN trigger_price numeric(28, 8);
COMMENT ON COLUMN decisions.trigger_price IS 'of the approved order, on the tick; null without one';
