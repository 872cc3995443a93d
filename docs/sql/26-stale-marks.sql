-- How old were the marks
--
-- With how old a price did the gate decide, and how long was each symbol without one?
--
-- `worst_at_decision` must stay below `maxMarkAge`, or signals are refused; a long silence is a quiet market or a feed
-- that hangs.
WITH ages AS (
  SELECT venue, symbol, max((inputs ->> 'markAge')::bigint) * interval '1 microsecond' AS worst
  FROM decisions
  WHERE time >= '2013-11-25' AND time < '2013-11-28' AND outcome <> 'CANCEL'
  GROUP BY venue, symbol
)
SELECT i.symbol, s.marks, date_trunc('second', s.longest) AS longest_silence, s.since, a.worst AS worst_at_decision
FROM (SELECT DISTINCT venue, symbol FROM instruments) i
CROSS JOIN LATERAL (
  SELECT count(*) AS marks, max(silence) AS longest, (array_agg(before ORDER BY silence DESC NULLS LAST))[1] AS since
  FROM (
    SELECT lag(time) OVER marked AS before, time - lag(time) OVER marked AS silence
    FROM marks m
    WHERE m.venue = i.venue AND m.symbol = i.symbol AND m.time >= '2013-11-25' AND m.time < '2013-11-28'
    WINDOW marked AS (ORDER BY time, sequence)
  ) silences
) s
LEFT JOIN ages a USING (venue, symbol)
ORDER BY i.symbol;
