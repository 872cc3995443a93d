-- Fees by asset
--
-- In which assets were fees paid, and how much?
--
-- `at_fill_price` values a fee in base at the price of its fill, in quote; a fee in a third asset would have
-- none here and has to be valued by its own mark.
SELECT account, fee_asset, count(*) AS fills,
       sum(fee) AS fees,
       round(sum(CASE fee_asset WHEN split_part(symbol, '/', 1) THEN fee * price
                                WHEN split_part(symbol, '/', 2) THEN fee END), 2) AS at_fill_price
FROM fills
WHERE fee > 0
GROUP BY account, fee_asset
ORDER BY account, fee_asset;
