-- The best parameter sets
--
-- Which parameters did best in a sweep, and is that more than luck?
--
-- `chance` is the deflated Sharpe ratio: how probable it is that the set's true Sharpe ratio is above what the luckiest of so many
-- useless sets would show; below 95 or so a sweep has found nothing. On a week of data it cannot say much. Good sets
-- have good neighbours. The drawdown is that of the ends of days: of a set that is not the best no other points are kept.
SELECT s.rank,
       s.parameters ->> 'fast' AS fast,
       s.parameters ->> 'slow' AS slow,
       round(100 * (s.metrics ->> 'totalReturn')::numeric, 2) AS percent,
       round(100 * (s.metrics ->> 'maxDrawdown')::numeric, 2) AS drawdown,
       round((s.metrics ->> 'trades')::numeric) AS trades,
       round((s.metrics ->> 'profitFactor')::numeric, 2) AS profit_factor,
       round(100 * (s.metrics ->> 'deflatedSharpe')::numeric, 1) AS chance
FROM backtest_sweep s
JOIN backtest_runs r USING (run)
WHERE r.name = 'crosses'
ORDER BY s.rank
LIMIT 6;
