-- P&L by account and day
--
-- What did each account earn on each day (UTC)?
--
-- `pnl` is the day's change of equity, so open positions count at their last mark; the days of an account
-- add up to its `total_pnl`.
WITH day_end AS (
  SELECT DISTINCT ON (account, day)
         account, date_bin('1 day', time, timestamptz '2000-01-01')::date AS day,
         total_pnl, realized_pnl, fees, equity
  FROM equity_curve
  WHERE cause <> 'OPEN'
  ORDER BY account, day, time DESC, sequence DESC
)
SELECT account, day,
       round(total_pnl - lag(total_pnl, 1, 0) OVER days, 2) AS pnl,
       round(realized_pnl - lag(realized_pnl, 1, 0) OVER days, 2) AS realized,
       round(fees - lag(fees, 1, 0) OVER days, 2) AS fees,
       round(equity, 2) AS equity_at_end
FROM day_end
WINDOW days AS (PARTITION BY account ORDER BY day)
ORDER BY account, day;
