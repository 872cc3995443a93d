-- Do bars and trades agree
--
-- Are the archived bars of a day those that the archived trades make?
--
-- The first two columns must be 0: bars that differ in a price, the volume or the number of trades, and bars of trades
-- that nobody archived. View `bars_rebuilt` makes the bars of all trades that there are.
WITH rebuilt AS (
  SELECT date_bin('1 minute', exchange_time, timestamptz 'epoch') AS open_time,
         (array_agg(price ORDER BY exchange_time, trade_id))[1] AS open,
         max(price) AS high,
         min(price) AS low,
         (array_agg(price ORDER BY exchange_time DESC, trade_id DESC))[1] AS close,
         sum(quantity) AS volume,
         count(*) AS trades
  FROM trades
  WHERE venue = 'sim' AND symbol = 'BTC/USD'
    AND exchange_time >= '2013-11-27' AND exchange_time < '2013-11-28'
  GROUP BY 1
), archived AS (
  SELECT open_time, open, high, low, close, volume, trades
  FROM bars
  WHERE venue = 'sim' AND symbol = 'BTC/USD' AND interval = '1m'
    AND open_time >= '2013-11-27' AND open_time < '2013-11-28'
)
SELECT count(*) FILTER (WHERE a.open_time = r.open_time AND a IS DISTINCT FROM r) AS different,
       count(*) FILTER (WHERE r.open_time IS NULL) AS without_trades,
       count(*) FILTER (WHERE a.open_time IS NULL) AS not_closed_yet,
       count(a.open_time) AS bars
FROM archived a
FULL JOIN rebuilt r USING (open_time);
