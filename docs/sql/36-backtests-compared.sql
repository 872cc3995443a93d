-- Backtests compared
--
-- Which run was best, and what did it risk and pay for that?
--
-- Runs of `alphaflow backtest --store` on the same days; `market` is what holding the symbol brought. A run that is better
-- by less than its fees differ, or by one lucky trade, is not better: the profit factor says what was won for what was lost.
SELECT name, trades,
       round(final_equity, 2) AS equity,
       round((100 * total_return)::numeric, 2) AS percent,
       round((100 * benchmark_return)::numeric, 2) AS market,
       round((100 * max_drawdown)::numeric, 2) AS drawdown,
       round((100 * win_rate)::numeric, 1) AS won,
       round(profit_factor::numeric, 2) AS profit_factor,
       round(fees::numeric, 2) AS fees
FROM backtest_results
WHERE start_time >= '2013-11-25' AND end_time < '2013-12-02'
ORDER BY total_return DESC, name;
