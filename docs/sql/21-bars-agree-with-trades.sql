-- Do bars and trades agree
--
-- Are the archived bars those that the archived trades make?
--
-- Every row of the first two columns must be 0: bars that differ in a price, the volume or the number of trades,
-- and bars of trades that nobody archived.
SELECT count(*) FILTER (WHERE b.open_time IS NOT NULL
                          AND (b.open, b.high, b.low, b.close, b.volume, b.trades)
                              IS DISTINCT FROM (r.open, r.high, r.low, r.close, r.volume, r.trades)) AS different,
       count(*) FILTER (WHERE r.open_time IS NULL) AS without_trades,
       count(*) FILTER (WHERE b.open_time IS NULL) AS not_closed_yet,
       count(b.open_time) AS bars
FROM (SELECT * FROM bars WHERE interval = '1m' AND open_time >= '2013-11-27') b
FULL JOIN (SELECT * FROM bars_rebuilt WHERE open_time >= '2013-11-27') r USING (venue, symbol, open_time);
