-- Stops, limits and overrides in force
--
-- What had people and breakers ordered that still held at a given time?
--
-- A command ends with its time, with a RESUME of its level or of one that covers it, or for limits and overrides
-- when a later command of the same kind for the same level replaces it. The gate itself is asked with
-- `./alphaflow limits show`.
WITH moment AS (
  SELECT timestamptz '2013-11-27 18:45' AS at
), orders AS (
  SELECT time, person AS by_whom, account, strategy, instrument, action, until, reason,
         COALESCE(NULLIF(limits, '{}'), NULLIF(codes, '[]'))::text AS details,
         CASE WHEN action IN ('SET_LIMITS', 'OVERRIDE') THEN action ELSE 'STOP' END AS kind
  FROM commands
  WHERE action NOT IN ('RESUME', 'ARM', 'DISARM')
  UNION ALL
  SELECT time, breaker, account, strategy, instrument, stop,
         CASE WHEN cooldown_micros > 0 THEN time + cooldown_micros * interval '1 microsecond' END,
         left(evidence, 50), NULL, 'STOP'
  FROM breaker_trips
)
SELECT o.time, o.by_whom, o.action, o.account, o.strategy, o.instrument, o.until, o.reason
FROM orders o
CROSS JOIN moment
WHERE o.time <= moment.at
  AND (o.until IS NULL OR o.until > moment.at)
  AND NOT EXISTS (
    SELECT 1 FROM commands r
    WHERE r.time > o.time AND r.time <= moment.at
      AND r.account IN ('*', o.account) AND r.strategy IN ('*', o.strategy)
      AND r.instrument IN ('*', o.instrument)
      AND (r.action = 'RESUME' AND o.kind = 'STOP'
           OR r.action = o.action AND o.kind <> 'STOP'
              AND (r.account, r.strategy, r.instrument) = (o.account, o.strategy, o.instrument)))
ORDER BY o.time, o.by_whom;
