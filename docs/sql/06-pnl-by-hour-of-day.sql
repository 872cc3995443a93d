-- P&L by hour of the day
--
-- At which hours does the desk earn, and at which does it lose?
--
-- The change of equity within each hour, all days together; a few days say little, some months say when a
-- strategy should rest.
WITH hours AS (
  -- The last snapshot of each hour, as in recipe 2.
  SELECT account, date_bin('1 hour', time, timestamptz '2000-01-01') AS hour,
         max(ARRAY[sequence, total_pnl]) AS last
  FROM equity_curve
  WHERE cause <> 'OPEN'
  GROUP BY 1, 2
), changes AS (
  SELECT account, hour, last[2] - lag(last[2], 1, 0) OVER (PARTITION BY account ORDER BY hour) AS pnl
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
