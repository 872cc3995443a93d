-- When the venue of a backtest acknowledged an order.

ALTER TABLE backtest_fills ADD COLUMN accepted_at timestamptz;
COMMENT ON COLUMN backtest_fills.accepted_at IS 'when the venue acknowledged the order; null with bars, in which nothing takes time';
