-- Time between decision and fill
--
-- How long do orders wait for their fills?
--
-- One row for each span; `percent` counts up. Look here before giving limit orders a time to live.
WITH waits AS (
  SELECT extract(epoch FROM f.time - d.time) AS seconds
  FROM fills f
  JOIN decisions d USING (client_order_id)
  WHERE f.time >= '2013-11-25' AND f.time < '2013-11-28'
), spans (number, below, span) AS (
  VALUES (1, 1, 'below 1 s'), (2, 3, '1 s to 3 s'), (3, 60, '3 s to 1 min'), (4, 900, '1 min to 15 min'),
         (5, 3600, '15 min to 1 h'), (6, 1e9, 'above 1 h')
)
SELECT s.span, count(w.seconds) AS fills,
       round(100.0 * sum(count(w.seconds)) OVER (ORDER BY s.number) / sum(count(w.seconds)) OVER (), 1) AS percent
FROM spans s
LEFT JOIN waits w
  ON w.seconds < s.below AND w.seconds >= COALESCE((SELECT max(below) FROM spans b WHERE b.number < s.number), -1e9)
GROUP BY s.number, s.span
ORDER BY s.number;
