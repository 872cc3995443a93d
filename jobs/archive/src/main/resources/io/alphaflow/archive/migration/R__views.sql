-- Views that answer the usual questions, the same on every database.

DROP VIEW IF EXISTS control_readings, parent_orders, trade_blotter, fills, orders, positions_latest, equity_curve, reject_reasons, bars_rebuilt;

CREATE VIEW fills AS
SELECT time, account, strategy, venue, symbol, side,
       last_quantity AS quantity,
       last_price AS price,
       round(last_quantity * last_price, 8) AS notional,
       fee, fee_asset, maker, client_order_id, sequence, venue_order_id, venue_trade_id, decision
FROM execution_reports
WHERE execution_type = 'FILL';
COMMENT ON VIEW fills IS 'one row per fill; notional is price x quantity, rounded half up';

CREATE VIEW orders AS
SELECT d.client_order_id, d.account, d.sequence AS decision, d.time AS decided_at,
       d.strategy, d.signal_origin, d.signal_sequence, d.trigger_trade_id, d.venue, d.symbol,
       d.side, d.order_type, d.time_in_force, d.quantity, d.limit_price,
       CASE
         WHEN r.execution_type IS NULL THEN 'APPROVED'
         WHEN r.execution_type = 'ACCEPTED' THEN 'WORKING'
         WHEN r.execution_type = 'FILL' AND r.last THEN 'FILLED'
         WHEN r.execution_type = 'FILL' THEN 'PARTIALLY_FILLED'
         ELSE r.execution_type
       END AS state,
       r.time AS state_time,
       r.reason,
       r.venue_order_id,
       COALESCE(f.quantity, 0) AS filled_quantity,
       f.average_price,
       f.fees,
       f.fee_asset,
       COALESCE(f.fills, 0) AS fills,
       a.quantity AS amended_quantity,
       d.trigger_price,
       d.pair,
       d.quote_amount
FROM (
  SELECT client_order_id, account, sequence, time, strategy, signal_origin, signal_sequence, trigger_trade_id,
         venue, symbol, side, order_type, time_in_force, quantity, limit_price, trigger_price,
         CASE WHEN stop_order_type IS NOT NULL THEN client_order_id || '-s' END AS pair,
         quote_amount
  FROM decisions
  WHERE outcome = 'APPROVED'
  UNION ALL
  SELECT client_order_id || '-s', account, sequence, time, strategy, signal_origin, signal_sequence, trigger_trade_id,
         venue, symbol, side, stop_order_type, 'GTC', quantity, stop_limit_price, stop_trigger_price,
         client_order_id, NULL
  FROM decisions
  WHERE outcome = 'APPROVED' AND stop_order_type IS NOT NULL
) d
-- Asked order by order, so that a question about some orders looks at theirs only.
LEFT JOIN LATERAL (
  SELECT execution_type, last, time, reason, venue_order_id
  FROM execution_reports e
  WHERE e.client_order_id = d.client_order_id
    -- They stand outside of the order of the others.
    AND e.execution_type <> 'AMENDED'
  ORDER BY e.sequence DESC
  LIMIT 1
) r ON true
LEFT JOIN LATERAL (
  SELECT count(*) AS fills,
         sum(quantity) AS quantity,
         round(sum(quantity * price) / sum(quantity), 8) AS average_price,
         CASE WHEN count(DISTINCT fee_asset) <= 1 THEN sum(fee) END AS fees,
         CASE WHEN count(DISTINCT fee_asset) = 1 THEN min(fee_asset) END AS fee_asset
  FROM fills g
  WHERE g.client_order_id = d.client_order_id
) f ON true
LEFT JOIN LATERAL (
  SELECT min(e.order_quantity) AS quantity
  FROM execution_reports e
  WHERE e.client_order_id = d.client_order_id AND e.execution_type = 'AMENDED'
) a ON true;
COMMENT ON VIEW orders IS 'one row per approved order with its latest state; of a pair, of which one cancels the other, two, each with the id of the other in pair; amended_quantity is what it was made smaller to, null when as placed; of an order by an amount (quote_amount) quantity is the most that it may buy; fees is null when they were taken in several assets';

-- From key to key through the primary key's index: there are few positions and many rows.
CREATE VIEW positions_latest AS
WITH RECURSIVE held (account, venue, symbol) AS (
  (SELECT account, venue, symbol FROM positions ORDER BY account, venue, symbol LIMIT 1)
  UNION ALL
  SELECT n.*
  FROM held h
  CROSS JOIN LATERAL (
    SELECT account, venue, symbol
    FROM positions p
    WHERE (p.account, p.venue, p.symbol) > (h.account, h.venue, h.symbol)
    ORDER BY account, venue, symbol
    LIMIT 1
  ) n
)
SELECT account, venue, symbol, time, sequence, quantity, cost,
       CASE WHEN quantity <> 0 THEN round(cost / quantity, 8) END AS average_price,
       mark, value, realized_pnl, unrealized_pnl, fees
FROM held
CROSS JOIN LATERAL (
  SELECT time, sequence, quantity, cost, mark, value, realized_pnl, unrealized_pnl, fees
  FROM positions p
  WHERE (p.account, p.venue, p.symbol) = (held.account, held.venue, held.symbol)
  ORDER BY sequence DESC
  LIMIT 1
) AS latest;

CREATE VIEW equity_curve AS
SELECT account, time, sequence, cause, currency, equity, cash,
       realized_pnl + unrealized_pnl - fees AS total_pnl,
       realized_pnl, unrealized_pnl, fees, daily_pnl, peak_equity, drawdown,
       round(100 * drawdown / NULLIF(peak_equity, 0), 4) AS drawdown_percent
FROM pnl;

CREATE VIEW trade_blotter AS
SELECT f.time, f.account, f.strategy, s.tag, f.venue, f.symbol, f.side, f.quantity, f.price,
       f.notional, f.fee, f.fee_asset, f.maker, f.client_order_id, f.venue_trade_id,
       f.decision, d.time AS decided_at, d.signal_origin, d.signal_sequence,
       s.time AS signal_time, s.confidence, s.parent, s.child
FROM fills f
LEFT JOIN decisions d ON d.account = f.account AND d.sequence = f.decision
LEFT JOIN signals s
  ON s.account = d.account AND s.strategy = d.strategy AND s.venue = d.venue AND s.symbol = d.symbol
 AND s.origin = d.signal_origin AND s.sequence = d.signal_sequence;
COMMENT ON VIEW trade_blotter IS 'every fill with the decision and the signal that led to it';

CREATE VIEW parent_orders AS
SELECT d.account, d.sequence AS decision, d.time AS decided_at, d.strategy, d.venue, d.symbol,
       s.side, s.algorithm, s.duration_micros, s.slices, s.display, s.limit_price, s.tag,
       d.work_quantity AS quantity,
       COALESCE(c.children, 0) AS children,
       COALESCE(c.orders, 0) AS orders,
       COALESCE(c.filled_quantity, 0) AS filled_quantity,
       c.average_price,
       c.last_time
FROM decisions d
JOIN signals s
  ON s.account = d.account AND s.strategy = d.strategy AND s.venue = d.venue AND s.symbol = d.symbol
 AND s.origin = d.signal_origin AND s.sequence = d.signal_sequence
LEFT JOIN (
  SELECT k.account, k.parent,
         count(*) AS children,
         count(o.client_order_id) AS orders,
         sum(o.filled_quantity) AS filled_quantity,
         round(sum(o.filled_quantity * o.average_price) / NULLIF(sum(o.filled_quantity), 0), 8)
           AS average_price,
         max(k.time) AS last_time
  FROM signals k
  LEFT JOIN orders o
    ON o.account = k.account AND o.strategy = k.strategy AND o.venue = k.venue
   AND o.symbol = k.symbol AND o.signal_origin = k.origin AND o.signal_sequence = k.sequence
  WHERE k.parent IS NOT NULL
  GROUP BY k.account, k.parent
) c ON c.account = d.account AND c.parent = d.sequence
WHERE d.outcome = 'WORKING';
COMMENT ON VIEW parent_orders IS 'one row per accepted parent with what its children traded; how it ended is in alerts, PARENT_FILLED or PARENT_ENDED';

CREATE VIEW reject_reasons AS
SELECT d.account, d.strategy, d.venue, d.symbol,
       v ->> 'control' AS control,
       v ->> 'code' AS code,
       count(*) AS signals,
       min(d.time) AS first_time,
       max(d.time) AS last_time
FROM decisions d
CROSS JOIN LATERAL jsonb_array_elements(d.violations) AS v
WHERE d.outcome = 'REJECTED'
GROUP BY 1, 2, 3, 4, 5, 6;
COMMENT ON VIEW reject_reasons IS 'a signal that failed several controls counts once for each';

CREATE VIEW control_readings AS
SELECT w.account, w.sequence AS decision, w.time, d.strategy, d.venue, d.symbol, d.outcome,
       r.control, r.code, r."limit", r.observed, r.unit, COALESCE(r.least, false) AS least,
       CASE WHEN r.least THEN r.observed - r."limit" ELSE r."limit" - r.observed END AS headroom,
       round(100 * CASE WHEN r.least THEN r."limit" / NULLIF(r.observed, 0)
                        ELSE r.observed / NULLIF(r."limit", 0) END, 2) AS percent_of_limit
FROM decision_readings w
JOIN decisions d ON d.account = w.account AND d.sequence = w.sequence AND d.time = w.time
CROSS JOIN LATERAL jsonb_to_recordset(w.readings)
  AS r (control text, code text, "limit" numeric, observed numeric, unit text, least boolean);
COMMENT ON VIEW control_readings IS 'one row per decision and control that measured something; headroom below 0 is a broken limit';

CREATE VIEW bars_rebuilt AS
SELECT venue, symbol, '1m'::text AS interval,
       date_bin('1 minute', exchange_time, timestamptz 'epoch') AS open_time,
       (array_agg(price ORDER BY exchange_time, trade_id))[1] AS open,
       max(price) AS high,
       min(price) AS low,
       (array_agg(price ORDER BY exchange_time DESC, trade_id DESC))[1] AS close,
       sum(quantity) AS volume,
       round(sum(price * quantity), 8) AS quote_volume,
       count(*) AS trades,
       COALESCE(sum(quantity) FILTER (WHERE NOT buyer_is_maker), 0) AS taker_buy_volume
FROM trades
GROUP BY 1, 2, 3, 4;
COMMENT ON VIEW bars_rebuilt IS 'one-minute bars computed from the archived trades; equal to table bars';
