-- Drawdown table
--
-- Which were the deepest drawdowns, how long did each last, and was it made good?
--
-- A drawdown lasts from one peak of the equity to the moment that peak is passed; without a `recovered` it
-- lasts still.
WITH marked AS (
  SELECT account, time, sequence, equity, drawdown, peak_equity,
         lead(time) OVER (PARTITION BY account ORDER BY sequence) AS next_time
  FROM equity_curve
), falls AS (
  SELECT account, peak_equity,
         min(time) AS began,
         max(next_time) AS ended,
         max(drawdown) AS depth,
         (array_agg(time ORDER BY drawdown DESC, sequence))[1] AS trough
  FROM marked
  GROUP BY account, peak_equity
)
SELECT f.account, round(depth, 2) AS depth, round(100 * depth / f.peak_equity, 3) AS percent,
       date_trunc('minute', began) AS peak,
       date_trunc('minute', trough) AS trough,
       CASE WHEN f.peak_equity < l.peak_equity THEN date_trunc('minute', ended) END AS recovered
FROM falls f
JOIN (SELECT account, max(peak_equity) AS peak_equity FROM pnl GROUP BY account) l USING (account)
WHERE depth > 0
ORDER BY f.depth DESC, f.account, began
LIMIT 8;
