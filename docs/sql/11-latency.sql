-- Latency percentiles
--
-- How long from the decision until the venue had the order, and until the first fill?
--
-- Decisions carry the market's time and reports the venue's, so on a live desk the clocks of both are in these
-- figures. The p99 of an order that waits in the book is patience, not latency: look at MARKET for that.
WITH steps AS (
  SELECT d.order_type,
         1000 * extract(epoch FROM min(r.time) FILTER (WHERE r.execution_type = 'ACCEPTED') - d.time) AS accepted,
         1000 * extract(epoch FROM min(r.time) FILTER (WHERE r.execution_type = 'FILL') - d.time) AS filled
  FROM decisions d
  JOIN execution_reports r USING (client_order_id)
  WHERE d.time >= '2013-11-25' AND d.time < '2013-11-28' AND r.time >= '2013-11-25'
  GROUP BY d.client_order_id, d.order_type, d.time
)
SELECT order_type, count(*) AS orders,
       round(percentile_disc(0.5) WITHIN GROUP (ORDER BY accepted)) AS accepted_p50_ms,
       round(percentile_disc(0.9) WITHIN GROUP (ORDER BY accepted)) AS accepted_p90_ms,
       round(percentile_disc(0.99) WITHIN GROUP (ORDER BY accepted)) AS accepted_p99_ms,
       round(percentile_disc(0.5) WITHIN GROUP (ORDER BY filled)) AS filled_p50_ms,
       round(percentile_disc(0.9) WITHIN GROUP (ORDER BY filled)) AS filled_p90_ms,
       round(percentile_disc(0.99) WITHIN GROUP (ORDER BY filled)) AS filled_p99_ms
FROM steps
GROUP BY order_type
ORDER BY order_type;
