-- P&L by account and day
--
-- What did each account earn on each day (UTC)?
--
-- `pnl` is the day's change of equity, so open positions count at their last mark; the days of an account
-- add up to its `total_pnl`.
WITH days AS (
  -- The last snapshot of each day, without sorting them: arrays are compared from their first element on.
  SELECT account, date_bin('1 day', time, timestamptz '2000-01-01')::date AS day,
         max(ARRAY[sequence, total_pnl, realized_pnl, fees, equity]) AS last
  FROM equity_curve
  WHERE cause <> 'OPEN'
  GROUP BY 1, 2
)
SELECT account, day,
       round(last[2] - lag(last[2], 1, 0) OVER days, 2) AS pnl,
       round(last[3] - lag(last[3], 1, 0) OVER days, 2) AS realized,
       round(last[4] - lag(last[4], 1, 0) OVER days, 2) AS fees,
       round(last[5], 2) AS equity_at_end
FROM days
WINDOW days AS (PARTITION BY account ORDER BY day)
ORDER BY account, day;
