-- P&L by account and day
--
-- What did each account earn on each day (UTC)?
--
-- `pnl` is the day's change of equity, so open positions count at their last mark; the days of an account
-- add up to its `total_pnl`.
WITH RECURSIVE ends AS (
  -- From each day's last snapshot to that of the day before, through the index: there are few days and many snapshots.
  (SELECT account, time, total_pnl, realized_pnl, fees, equity
   FROM equity_curve
   WHERE cause <> 'OPEN'
   ORDER BY account DESC, time DESC, sequence DESC
   LIMIT 1)
  UNION ALL
  SELECT b.*
  FROM ends e
  CROSS JOIN LATERAL (
    SELECT account, time, total_pnl, realized_pnl, fees, equity
    FROM equity_curve c
    WHERE cause <> 'OPEN'
      AND (c.account, c.time) < (e.account, date_bin('1 day', e.time, timestamptz '2000-01-01'))
    ORDER BY account DESC, time DESC, sequence DESC
    LIMIT 1
  ) b
)
SELECT account, date_bin('1 day', time, timestamptz '2000-01-01')::date AS day,
       round(total_pnl - lag(total_pnl, 1, 0) OVER days, 2) AS pnl,
       round(realized_pnl - lag(realized_pnl, 1, 0) OVER days, 2) AS realized,
       round(fees - lag(fees, 1, 0) OVER days, 2) AS fees,
       round(equity, 2) AS equity_at_end
FROM ends
WINDOW days AS (PARTITION BY account ORDER BY time)
ORDER BY account, day;
