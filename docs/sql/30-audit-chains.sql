-- Audit chains
--
-- Has anybody touched the evidence?
--
-- Each row carries the hash of the one before, so the last three columns must be 0: rows whose content does not give
-- their hash, rows that do not follow the one before, and places that are missing. Whoever can change rows can also
-- make new hashes: `./alphaflow audit verify` compares the ends of the chains with those in the logs, too.
SELECT account, log, count(*) AS rows, max(position) AS head,
       count(*) FILTER (WHERE hash <> sha256(previous_hash || sha256(record) || convert_to(
         concat_ws(E'\n', log, partition_number, offset_number, position, account), 'UTF8'))) AS altered,
       count(*) FILTER (WHERE previous_hash <> before) AS torn,
       max(position) - count(*) AS missing
FROM (
  SELECT *, lag(hash) OVER (PARTITION BY account, log, partition_number ORDER BY position) AS before FROM audit
) chain
GROUP BY account, log, partition_number
ORDER BY account, log, partition_number;
