-- The second order of a pair, of which one cancels the other, and the order that an AMEND makes smaller.

ALTER TABLE decisions
  ADD COLUMN stop_order_type    text,
  ADD COLUMN stop_trigger_price numeric(28, 8),
  ADD COLUMN stop_limit_price   numeric(28, 8),
  ADD COLUMN amends             text;
CREATE INDEX decisions_stop ON decisions ((client_order_id || '-s')) WHERE stop_order_type IS NOT NULL;
COMMENT ON COLUMN decisions.stop_order_type IS 'of a pair: of the stop beside the order, which has its client_order_id with -s, its side and its quantity; this and the other stop columns: null for one order';
COMMENT ON COLUMN decisions.amends IS 'of AMEND: client order id of the order that is to be smaller; null for others';
COMMENT ON COLUMN decisions.work_quantity IS 'base quantity that the children of an accepted parent may trade together, or of AMEND what the order is to be for; null for others';

-- What was decided before this migration: the audit has the records as they were.
UPDATE decisions d
SET stop_order_type = CASE
      WHEN a.stop IS NULL THEN NULL
      WHEN a.stop ->> 'limitPrice' IS NULL THEN 'STOP_LOSS'
      ELSE 'STOP_LOSS_LIMIT'
    END,
    stop_trigger_price = (a.stop ->> 'triggerPrice')::numeric,
    stop_limit_price = (a.stop ->> 'limitPrice')::numeric,
    amends = CASE WHEN d.outcome = 'AMEND' THEN a.target END
FROM (
  SELECT account, identity, record #> '{order,stop}' AS stop, record #>> '{targets,0,clientOrderId}' AS target
  FROM (
    SELECT account, identity, convert_from(record, 'UTF8')::jsonb AS record
    FROM audit
    WHERE kind = 'DECISION'
      AND (position(convert_to('"stop":{', 'UTF8') IN record) > 0
           OR position(convert_to('"outcome":"AMEND"', 'UTF8') IN record) > 0)
  ) r
) a
WHERE d.account = a.account AND d.account || '/' || d.sequence = a.identity;
