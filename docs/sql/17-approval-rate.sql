-- Signals and approvals
--
-- How many signals does each strategy give an hour, and how many pass?
--
-- A rate that jumps is the first thing to look at when a parameter was changed; the busiest hour has to stay
-- below the limits of the order rate.
WITH hours AS (
  SELECT strategy, date_bin('1 hour', time, timestamptz '2000-01-01') AS hour,
         count(*) AS signals,
         count(*) FILTER (WHERE outcome = 'APPROVED') AS approved
  FROM decisions
  WHERE outcome <> 'CANCEL' AND time >= '2013-11-25' AND time < '2013-11-28'
  GROUP BY strategy, hour
)
SELECT strategy, sum(signals)::bigint AS signals,
       round(sum(signals) / 72, 2) AS per_hour,
       max(signals) AS busiest_hour,
       round(100 * sum(approved) / sum(signals), 1) AS approved_percent
FROM hours
GROUP BY strategy
ORDER BY signals DESC, strategy;
