-- Order states
--
-- How did the orders end, and why did those end that were not filled?
--
-- WORKING, PARTIALLY_FILLED and APPROVED are alive; everything else is final. The reason is the venue's own word.
SELECT account, strategy, state, reason, count(*) AS orders,
       round(sum(filled_quantity * average_price), 2) AS filled_notional
FROM orders
WHERE decided_at >= '2013-11-25' AND decided_at < '2013-11-28'
GROUP BY account, strategy, state, reason
ORDER BY account, strategy, orders DESC, state;
