-- Nearest approach
--
-- When was an account most exposed at a decision, and how far was it from a round limit?
--
-- Taken from the numbers of every decision, not from snapshots. Put the limit of your configuration in place of
-- 1200 (`./alphaflow limits show`, `maxGrossExposure`).
SELECT account, sequence AS decision, time, strategy, outcome,
       round((inputs ->> 'exposure')::numeric, 2) AS exposure,
       round(100 * (inputs ->> 'exposure')::numeric / 1200, 1) AS percent_of_limit,
       round((inputs ->> 'freeQuote')::numeric, 2) AS free_quote
FROM decisions
WHERE time >= '2013-11-25' AND time < '2013-11-28' AND outcome <> 'CANCEL'
ORDER BY (inputs ->> 'exposure')::numeric DESC, account, sequence
LIMIT 6;
