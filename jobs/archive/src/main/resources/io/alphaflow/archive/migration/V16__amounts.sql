-- Purchases that the venue is told as an amount of quote.

ALTER TABLE decisions ADD COLUMN quote_amount numeric(28, 8);
COMMENT ON COLUMN decisions.quote_amount IS 'quote that the approved order is placed for instead of its quantity, which is then the most that it may buy; null for an order by its quantity';

-- What was decided before this migration: the audit has the records as they were.
UPDATE decisions d
SET quote_amount = a.amount::numeric
FROM (
  SELECT account, identity, record #>> '{order,quoteAmount}' AS amount
  FROM (
    SELECT account, identity, convert_from(record, 'UTF8')::jsonb AS record
    FROM audit
    WHERE kind = 'DECISION' AND position(convert_to('"quoteAmount":', 'UTF8') IN record) > 0
  ) r
) a
WHERE a.amount IS NOT NULL AND d.account = a.account AND d.account || '/' || d.sequence = a.identity;
