-- Drawdown table
--
-- Which were the deepest drawdowns, how long did each last, and was it made good?
--
-- A drawdown lasts from one peak of the equity to the moment that peak is passed; without a `recovered` it
-- lasts still.
WITH falls AS (
  -- A peak moves with deposits and withdrawals; without them it is the same until it is passed.
  SELECT account, peak_equity - net_flows AS peak, min(time) AS began,
         max(ARRAY[drawdown, -sequence, peak_equity]) AS deepest
  FROM pnl
  GROUP BY 1, 2
), spans AS (
  SELECT *, lead(began) OVER (PARTITION BY account ORDER BY peak) AS recovered FROM falls
)
SELECT s.account, round(deepest[1], 2) AS depth, round(100 * deepest[1] / deepest[3], 3) AS percent,
       date_trunc('minute', s.began) AS peak,
       date_trunc('minute', t.time) AS trough,
       date_trunc('minute', s.recovered) AS recovered
FROM (SELECT * FROM spans WHERE deepest[1] > 0 ORDER BY deepest[1] DESC, account, began LIMIT 8) s
JOIN pnl t ON t.account = s.account AND t.sequence = -s.deepest[2]::bigint
ORDER BY deepest[1] DESC, s.account, s.began;
