-- Slippage against arrival
--
-- How much worse than the price at the moment of the decision were the orders filled?
--
-- Arrival is the mark that the risk gate decided with. Positive is a cost in basis points (1 bp = 0.01 %);
-- `worst` is one order. Limit orders that wait can be filled better than arrival, at the price of not always
-- being filled.
WITH filled AS (
  SELECT client_order_id, sum(quantity * price) / sum(quantity) AS price, sum(notional) AS notional
  FROM fills
  WHERE time >= '2013-11-25' AND time < '2013-11-28'
  GROUP BY client_order_id
), slipped AS (
  SELECT d.strategy, d.order_type, f.notional,
         10000 * (f.price / (d.inputs ->> 'mark')::numeric - 1)
           * CASE d.side WHEN 'BUY' THEN 1 ELSE -1 END AS bps
  FROM filled f
  JOIN decisions d USING (client_order_id)
)
SELECT strategy, order_type, count(*) AS orders,
       round(sum(bps * notional) / sum(notional), 2) AS mean_bps,
       round(percentile_disc(0.5) WITHIN GROUP (ORDER BY bps), 2) AS median_bps,
       round(max(bps), 2) AS worst_bps,
       round(sum(bps * notional) / 10000, 2) AS cost
FROM slipped
GROUP BY strategy, order_type
ORDER BY cost DESC, strategy;
