-- How old were the marks
--
-- With how old a price did the gate decide, and how long was each symbol without one?
--
-- `at_decisions` must stay below `maxMarkAge`, or signals are refused; a long `silence` is a quiet market or a
-- feed that hangs.
WITH silences AS (
  SELECT venue, symbol, time - lag(time) OVER (PARTITION BY venue, symbol ORDER BY time) AS silence
  FROM marks
  WHERE time >= '2013-11-25' AND time < '2013-11-28'
), ages AS (
  SELECT venue, symbol, (inputs ->> 'markAge')::bigint AS age
  FROM decisions
  WHERE time >= '2013-11-25' AND time < '2013-11-28' AND outcome <> 'CANCEL'
)
SELECT s.symbol, s.marks, date_trunc('second', s.silence) AS longest_silence,
       round(a.p50 / 1e6, 1) AS at_decisions_p50_s,
       round(a.worst / 1e6, 1) AS at_decisions_worst_s
FROM (SELECT venue, symbol, count(*) AS marks, max(silence) AS silence FROM silences GROUP BY venue, symbol) s
LEFT JOIN (
  SELECT venue, symbol, percentile_disc(0.5) WITHIN GROUP (ORDER BY age) AS p50, max(age) AS worst
  FROM ages GROUP BY venue, symbol
) a USING (venue, symbol)
ORDER BY s.symbol;
