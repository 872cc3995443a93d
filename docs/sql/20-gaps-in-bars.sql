-- Gaps in bars
--
-- Where are bars of a symbol missing?
--
-- An interval without a trade has no bar, so a gap is either a quiet market or lost data: `missing_trades` counts
-- trade ids of the gap that are not in the archive, and must be covered by table `gaps`.
WITH steps AS (
  SELECT venue, symbol, close_time AS gap_from, lead(open_time) OVER (ORDER BY open_time) AS gap_to
  FROM bars
  WHERE venue = 'sim' AND symbol = 'BTC/USD' AND interval = '1m'
    AND open_time >= '2013-11-25' AND open_time < '2013-11-28'
)
SELECT s.gap_from, s.gap_to, s.gap_to - s.gap_from AS length,
       (SELECT COALESCE(sum(g.to_id - g.from_id + 1), 0) FROM gaps g
        WHERE g.venue = s.venue AND g.symbol = s.symbol
          AND g.exchange_time >= s.gap_from AND g.exchange_time < s.gap_to) AS missing_trades
FROM steps s
WHERE s.gap_to > s.gap_from
ORDER BY length DESC, s.gap_from
LIMIT 8;
