-- A decision's whole story
--
-- What led to decision 111 of account swing, and what became of it?
--
-- Signal, answer with its numbers, and every report of its order; `./alphaflow explain swing/111`
-- tells the same with the numbers of every control.
WITH d AS (
  SELECT * FROM decisions WHERE account = 'swing' AND sequence = 111
)
SELECT time, what, details FROM (
  SELECT s.time, 1 AS step, 0::bigint AS number, 'signal' AS what,
         concat_ws(' ', s.strategy, s.side, trim_scale(s.size), s.sizing_mode, s.order_type, trim_scale(s.limit_price),
                   'because', s.tag, s.indicators) AS details
  FROM d JOIN signals s
    ON s.account = d.account AND s.strategy = d.strategy AND s.venue = d.venue AND s.symbol = d.symbol
   AND s.origin = d.signal_origin AND s.sequence = d.signal_sequence
  UNION ALL
  SELECT time, 2, sequence, 'decision ' || outcome,
         concat_ws(' ', trim_scale(quantity), 'for ' || trim_scale(quote_amount), 'at', trim_scale(limit_price), 'mark', inputs ->> 'mark',
                   'equity', inputs ->> 'equity', 'exposure', inputs ->> 'exposure')
  FROM d
  UNION ALL
  SELECT r.time, 3, r.sequence, 'report ' || r.execution_type,
         CASE r.execution_type
           WHEN 'FILL' THEN concat_ws(' ', CASE WHEN r.maker THEN 'maker' ELSE 'taker' END, trim_scale(r.last_quantity), 'at',
                                      trim_scale(r.last_price), 'fee', trim_scale(r.fee), r.fee_asset)
           ELSE r.reason
         END
  FROM d JOIN execution_reports r USING (client_order_id)
) steps
ORDER BY step, number;
