-- Two backtests day by day
--
-- When did one run earn more than the other?
--
-- Equity at the end of each day of UTC, and how far each run was below its highest point. Of several runs of a name the last
-- one written counts.
WITH one AS (
  SELECT * FROM backtest_days
  WHERE run = (SELECT run FROM backtest_runs WHERE name = 'cross 10/30' ORDER BY made_at DESC LIMIT 1)
), other AS (
  SELECT * FROM backtest_days
  WHERE run = (SELECT run FROM backtest_runs WHERE name = 'cross 30/90' ORDER BY made_at DESC LIMIT 1)
)
SELECT day,
       round(one.equity, 2) AS "cross 10/30",
       round(other.equity, 2) AS "cross 30/90",
       round(other.equity - one.equity, 2) AS ahead,
       round((other.equity - lag(other.equity) OVER days) - (one.equity - lag(one.equity) OVER days), 2)
         AS of_the_day,
       round(one.drawdown_percent, 2) AS drawdown,
       round(other.drawdown_percent, 2) AS other_drawdown
FROM one
FULL JOIN other USING (day)
WINDOW days AS (ORDER BY day)
ORDER BY day;
