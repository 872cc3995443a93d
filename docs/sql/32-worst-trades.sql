-- The worst trades
--
-- Which round trips lost most, and could they have been left earlier or later?
--
-- `mae` is the lowest and `mfe` the highest profit that the trade ever showed, in percent of what was entered, before
-- fees. A loser with a high `mfe` was a winner that was not taken; winners with a deep `mae` say how wide a stop must be.
SELECT account, strategy, symbol, opened_at, date_trunc('second', holding_time) AS held,
       trim_scale(quantity) AS quantity, round(entry_price, 2) AS entry, round(exit_price, 2) AS exit,
       round(pnl, 2) AS pnl, round(return_percent, 2) AS percent,
       round(mae_percent, 2) AS mae, round(mfe_percent, 2) AS mfe
FROM round_trip_results
WHERE closed_at >= '2013-11-25' AND closed_at < '2013-11-28'
ORDER BY pnl, account, strategy, opened_at
LIMIT 8;
