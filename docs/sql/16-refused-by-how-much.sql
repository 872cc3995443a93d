-- By how much
--
-- What was the limit, and what was found, at the last refusal of each kind?
--
-- The numbers are those that the gate wrote with its decision; `./alphaflow explain ACCOUNT/SEQUENCE` tells the
-- rest of the story.
SELECT DISTINCT ON (v ->> 'code', d.strategy)
       v ->> 'code' AS code, d.strategy, d.account || '/' || d.sequence AS decision,
       v ->> 'limit' AS "limit", left(v ->> 'observed', 60) AS observed
FROM decisions d
CROSS JOIN LATERAL jsonb_array_elements(d.violations) AS v
WHERE d.outcome = 'REJECTED' AND d.time >= '2013-11-25' AND d.time < '2013-11-28'
ORDER BY v ->> 'code', d.strategy, d.time DESC, d.sequence DESC;
