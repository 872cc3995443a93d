-- Round trips
--
-- How often was each strategy right, and what did it win and lose when it was?
--
-- A round trip is a strategy's position from flat to flat, after fees. A profit factor (won by lost) below 1 loses; a
-- strategy that wins often and little must not lose rarely and much. Below 5
-- are crumbs that fees left, which are no trades.
SELECT account, strategy, symbol, count(*) AS trips,
       round(100.0 * count(*) FILTER (WHERE pnl > 0) / count(*), 1) AS won_percent,
       round(avg(pnl) FILTER (WHERE pnl > 0), 2) AS mean_win,
       round(avg(pnl) FILTER (WHERE pnl <= 0), 2) AS mean_loss,
       round(COALESCE(sum(pnl) FILTER (WHERE pnl > 0), 0) / -sum(pnl) FILTER (WHERE pnl < 0), 2) AS profit_factor,
       round(sum(pnl), 2) AS pnl,
       date_trunc('second', percentile_disc(0.5) WITHIN GROUP (ORDER BY holding_time)) AS median_held
FROM round_trip_results
WHERE closed_at >= '2013-11-25' AND closed_at < '2013-11-28'
  AND quantity * entry_price >= 5
GROUP BY account, strategy, symbol
ORDER BY pnl DESC, account, strategy, symbol;
