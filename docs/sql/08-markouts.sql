-- Markouts
--
-- Where was the price 1, 5 and 30 minutes after a fill?
--
-- Positive means that the market went the fill's way. Below zero for makers says that they are picked off:
-- they are filled when the price is about to go through them.
SELECT f.strategy, CASE WHEN f.maker THEN 'maker' ELSE 'taker' END AS filled_as, count(*) AS fills,
       round(avg(x.sign * (m1.price / f.price - 1) * 10000), 2) AS bps_1m,
       round(avg(x.sign * (m5.price / f.price - 1) * 10000), 2) AS bps_5m,
       round(avg(x.sign * (m30.price / f.price - 1) * 10000), 2) AS bps_30m
FROM fills f
CROSS JOIN LATERAL (SELECT CASE f.side WHEN 'BUY' THEN 1 ELSE -1 END AS sign) x
CROSS JOIN LATERAL (
  SELECT price FROM marks m WHERE m.venue = f.venue AND m.symbol = f.symbol
     AND m.time >= f.time + interval '1 minute'
     AND m.time >= '2013-11-25' AND m.time < '2013-11-29' ORDER BY m.time LIMIT 1) m1
CROSS JOIN LATERAL (
  SELECT price FROM marks m WHERE m.venue = f.venue AND m.symbol = f.symbol
     AND m.time >= f.time + interval '5 minutes'
     AND m.time >= '2013-11-25' AND m.time < '2013-11-29' ORDER BY m.time LIMIT 1) m5
CROSS JOIN LATERAL (
  SELECT price FROM marks m WHERE m.venue = f.venue AND m.symbol = f.symbol
     AND m.time >= f.time + interval '30 minutes'
     AND m.time >= '2013-11-25' AND m.time < '2013-11-29' ORDER BY m.time LIMIT 1) m30
WHERE f.time >= '2013-11-25' AND f.time < '2013-11-28'
GROUP BY f.strategy, f.maker
ORDER BY f.strategy, filled_as;
