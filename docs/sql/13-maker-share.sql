-- Maker share
--
-- How much of the turnover made liquidity, and what did it cost?
--
-- Fees are valued at the price of their fill, so `fee_bps` is what a traded unit really cost; it lies between the
-- venue's maker and taker rate.
SELECT strategy, symbol, count(*) AS fills,
       round(sum(notional), 2) AS turnover,
       round(100 * COALESCE(sum(notional) FILTER (WHERE maker), 0) / sum(notional), 1) AS maker_percent,
       round(10000 * sum(CASE fee_asset WHEN split_part(symbol, '/', 1) THEN fee * price ELSE fee END)
             / sum(notional), 2) AS fee_bps
FROM fills
WHERE time >= '2013-11-25' AND time < '2013-11-28'
GROUP BY strategy, symbol
ORDER BY turnover DESC, strategy, symbol;
