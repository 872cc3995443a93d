-- Runs of backtests side by side.

DROP VIEW IF EXISTS backtest_results, backtest_days;

CREATE VIEW backtest_results AS
SELECT r.run, r.name, r.made_at, r.start_time, r.end_time, r.strategies, r.variants, r.currency, r.cash,
       e.equity AS final_equity, e.equity - r.cash AS pnl, m.*
FROM backtest_runs r
LEFT JOIN LATERAL (
  SELECT equity FROM backtest_equity p WHERE p.run = r.run ORDER BY point DESC LIMIT 1
) e ON true
CROSS JOIN LATERAL (
  SELECT max(value) FILTER (WHERE metric = 'totalReturn') AS total_return,
         max(value) FILTER (WHERE metric = 'benchmarkReturn') AS benchmark_return,
         max(value) FILTER (WHERE metric = 'sharpe') AS sharpe,
         max(value) FILTER (WHERE metric = 'deflatedSharpe') AS deflated_sharpe,
         max(value) FILTER (WHERE metric = 'maxDrawdownEveryPoint') AS max_drawdown,
         max(value) FILTER (WHERE metric = 'trades')::bigint AS trades,
         max(value) FILTER (WHERE metric = 'winRate') AS win_rate,
         max(value) FILTER (WHERE metric = 'profitFactor') AS profit_factor,
         max(value) FILTER (WHERE metric = 'fees') AS fees,
         max(value) FILTER (WHERE metric = 'timeInMarket') AS time_in_market
  FROM backtest_metrics v
  WHERE v.run = r.run
) m;
COMMENT ON VIEW backtest_results IS 'one row per run with the metrics that are asked for most, fractions as such; all are in backtest_metrics';

CREATE VIEW backtest_days AS
SELECT run, day, time, equity, benchmark,
       round(100 * (equity / max(highest) OVER (PARTITION BY run ORDER BY day) - 1), 4) AS drawdown_percent
FROM (
  SELECT DISTINCT ON (run, day) run, day, time, equity, benchmark,
         max(equity) OVER (PARTITION BY run, day) AS highest
  FROM (SELECT *, (time AT TIME ZONE 'UTC')::date AS day FROM backtest_equity) AS p
  ORDER BY run, day, point DESC
) AS d;
COMMENT ON VIEW backtest_days IS 'the last point of each day of UTC; the drawdown is from the highest point so far, also within a day';
