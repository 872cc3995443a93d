-- P&L by hour of the day
--
-- At which hours does the desk earn, and at which does it lose?
--
-- The P&L of each hour, all days together; a few days say little, some months say when a
-- strategy should rest.
WITH hours AS (
  -- The last snapshot of each hour, without sorting them: arrays are compared from their first element on.
  SELECT account, date_bin('1 hour', time, timestamptz '2000-01-01') AS hour,
         max(ARRAY[sequence, total_pnl]) AS last
  FROM equity_curve
  WHERE time >= '2013-11-25' AND time < '2013-11-28'
  GROUP BY 1, 2
), changes AS (
  SELECT account, hour,
         last[2] - COALESCE(
           lag(last[2]) OVER (PARTITION BY account ORDER BY hour),
           (SELECT total_pnl FROM equity_curve b WHERE b.account = hours.account AND b.time < '2013-11-25'
            ORDER BY time DESC, sequence DESC LIMIT 1),
           0) AS pnl
  FROM hours
)
SELECT extract(hour FROM hour AT TIME ZONE 'UTC')::int AS hour_of_day,
       round(sum(pnl) FILTER (WHERE account = 'main'), 2) AS main,
       round(sum(pnl) FILTER (WHERE account = 'swing'), 2) AS swing,
       round(sum(pnl), 2) AS together
FROM changes
GROUP BY hour_of_day
ORDER BY together DESC, hour_of_day
LIMIT 6;
