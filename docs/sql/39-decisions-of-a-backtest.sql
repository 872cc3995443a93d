-- Decisions of a backtest
--
-- What did a backtest decide about each signal, with what in hand, and what came of it?
--
-- `backtest_decisions` has the columns of `decisions`, so recipes for a desk's decisions go for those of a run. What was rejected has
-- its first broken control under `code`, all of them in `violations`, and `signal_side` says what was asked for.
SELECT d.time,
       d.signal_side AS asked,
       coalesce(d.code, d.outcome) AS decided,
       d.quantity,
       d.arrival_price AS price,
       round(f.price, 2) AS filled_at,
       round((d.inputs ->> 'position')::numeric, 4) AS held,
       round((d.inputs ->> 'equity')::numeric, 2) AS equity
FROM backtest_decisions d
LEFT JOIN LATERAL (
  SELECT sum(quantity * price) / sum(quantity) AS price
  FROM backtest_fills f
  WHERE f.run = d.run AND f.client_order_id = d.client_order_id
) f ON true
WHERE d.run = (SELECT run FROM backtest_runs WHERE name = 'reversion' ORDER BY made_at DESC LIMIT 1)
ORDER BY d.number
LIMIT 8;
