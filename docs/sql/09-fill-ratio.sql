-- Fill ratio
--
-- How much of what was ordered was filled?
--
-- `whole` are orders filled to the end, `part` those that ended with a part; the rest ended with nothing or
-- works still. A low ratio is the price of resting orders, or a sign of a book too thin for the size. A pair of which one order
-- cancels the other counts as one, as only one of them can be filled: the stop has the first one's id with -s. What an
-- order was for is said by the report of its last fill: it may have been made smaller, and of a purchase by an amount
-- the decision's quantity is only the most that it may buy.
WITH filled AS (
  SELECT regexp_replace(client_order_id, '-s$', '') AS client_order_id, sum(last_quantity) AS quantity,
         min(order_quantity) FILTER (WHERE last) AS whole
  FROM execution_reports
  WHERE execution_type = 'FILL' AND time >= '2013-11-25'
  GROUP BY 1
)
SELECT d.strategy, d.symbol, d.order_type, count(*) AS orders,
       count(*) FILTER (WHERE f.whole IS NOT NULL) AS whole,
       count(*) FILTER (WHERE f.quantity > 0 AND f.whole IS NULL) AS part,
       round(100 * sum(COALESCE(f.quantity, 0)) / sum(COALESCE(f.whole, d.quantity)), 2) AS percent_of_quantity
FROM decisions d
LEFT JOIN filled f USING (client_order_id)
WHERE d.outcome = 'APPROVED' AND d.time >= '2013-11-25' AND d.time < '2013-11-28'
GROUP BY d.strategy, d.symbol, d.order_type
ORDER BY percent_of_quantity, d.strategy, d.symbol;
