-- Our prices and the market's
--
-- Did we buy below and sell above the day's average price?
--
-- VWAP is the market's average price of the day, weighted by volume; buying above it or selling below it costs
-- `worse_bps`.
WITH market AS (
  SELECT venue, symbol, open_time::date AS day, sum(quote_volume) / sum(volume) AS vwap, sum(volume) AS volume
  FROM bars
  WHERE interval = '1h' AND open_time >= '2013-11-25' AND open_time < '2013-11-28'
  GROUP BY venue, symbol, day
), ours AS (
  SELECT venue, symbol, time::date AS day, side, sum(quantity) AS quantity, sum(quantity * price) / sum(quantity) AS price
  FROM fills
  WHERE time >= '2013-11-25' AND time < '2013-11-28'
  GROUP BY venue, symbol, day, side
)
SELECT o.symbol, o.day, o.side, round(o.price, 3) AS our_price, round(m.vwap, 3) AS vwap,
       round(10000 * (o.price / m.vwap - 1) * CASE o.side WHEN 'BUY' THEN 1 ELSE -1 END, 1) AS worse_bps,
       round(100 * o.quantity / m.volume, 2) AS percent_of_volume
FROM ours o
JOIN market m USING (venue, symbol, day)
ORDER BY o.symbol, o.day, o.side;
