-- Our prices and the market's
--
-- Did we buy below and sell above the day's average price?
--
-- VWAP is the market's average price of the day, weighted by volume; buying above it or selling below it costs
-- `worse_bps`.
WITH ours AS (
  SELECT venue, symbol, date_bin('1 day', time, timestamptz '2000-01-01') AS day, side,
         sum(quantity) AS quantity, sum(quantity * price) / sum(quantity) AS price
  FROM fills
  WHERE time >= '2013-11-25' AND time < '2013-11-28'
  GROUP BY venue, symbol, day, side
)
SELECT o.symbol, o.day::date AS day, o.side, round(o.price, 3) AS our_price, round(m.vwap, 3) AS vwap,
       round(10000 * (o.price / m.vwap - 1) * CASE o.side WHEN 'BUY' THEN 1 ELSE -1 END, 1) AS worse_bps,
       round(100 * o.quantity / m.volume, 2) AS percent_of_volume
FROM ours o
CROSS JOIN LATERAL (
  SELECT sum(quote_volume) / sum(volume) AS vwap, sum(volume) AS volume
  FROM bars b
  WHERE b.venue = o.venue AND b.symbol = o.symbol AND b.interval = '1h'
    AND b.open_time >= o.day AND b.open_time < o.day + interval '1 day'
) m
ORDER BY o.symbol, o.day, o.side;
