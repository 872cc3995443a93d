-- Views of P&L: by strategy, by round trip, by trading day, and counted once more from fills and marks.

DROP VIEW IF EXISTS pnl_recomputed, strategy_positions_latest, round_trip_results, trading_days;

CREATE VIEW strategy_positions_latest AS
SELECT DISTINCT ON (account, strategy, venue, symbol)
       account, strategy, venue, symbol, time, sequence, quantity, cost,
       CASE WHEN quantity <> 0 THEN round(cost / quantity, 8) END AS average_price,
       value, realized_pnl, unrealized_pnl, fees,
       realized_pnl + unrealized_pnl - fees AS total_pnl
FROM strategy_positions
ORDER BY account, strategy, venue, symbol, sequence DESC;

CREATE VIEW round_trip_results AS
SELECT account, strategy, venue, symbol, number, side, opened_at, closed_at,
       closed_at - opened_at AS holding_time,
       quantity, entry_price, exit_price, pnl, fees, adverse AS mae, favourable AS mfe, fills,
       round(100 * pnl / NULLIF(quantity * entry_price, 0), 4) AS return_percent,
       round(100 * adverse / NULLIF(quantity * entry_price, 0), 4) AS mae_percent,
       round(100 * favourable / NULLIF(quantity * entry_price, 0), 4) AS mfe_percent
FROM round_trips;
COMMENT ON VIEW round_trip_results IS 'percentages are of what was entered, quantity x entry price';

CREATE VIEW trading_days AS
SELECT DISTINCT ON (account, trading_day)
       account, trading_day, time AS last_snapshot, currency, equity, trading_day_pnl, net_flows,
       peak_equity, drawdown
FROM pnl
WHERE trading_day IS NOT NULL
ORDER BY account, trading_day, sequence DESC;
COMMENT ON VIEW trading_days IS 'one row per account and day by the configured cut, at its last snapshot';

-- PostgreSQL rounds halves away from zero; a value is rounded half even.
CREATE OR REPLACE FUNCTION half_even(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS '
  SELECT CASE
    WHEN abs(x * 100000000 - trunc(x * 100000000)) = 0.5 AND mod(trunc(x * 100000000), 2) = 0
    THEN trunc(x, 8) ELSE round(x, 8) END';

CREATE VIEW pnl_recomputed AS
WITH opened AS (
  SELECT account, currency, sequence, time FROM pnl WHERE cause = 'OPEN'
),
moves AS (
  -- What there was, and what each fill and each booking did to the balances, by the snapshot it led to.
  SELECT o.account, o.currency, o.sequence, o.time, s.asset, s.free + s.locked AS amount, false AS flow
  FROM opened o
  JOIN account_snapshots s ON s.account = o.account
   AND s.sequence = (SELECT min(f.sequence) FROM account_snapshots f WHERE f.account = o.account)
  UNION ALL
  SELECT p.account, p.currency, p.sequence, p.time, m.asset, m.amount, false
  FROM pnl p
  JOIN execution_reports r ON r.account = p.account
   AND p.entry = 'execution/' || r.client_order_id || '#' || r.sequence
  CROSS JOIN LATERAL (VALUES
    (split_part(r.symbol, '/', 1), CASE r.side WHEN 'BUY' THEN r.last_quantity ELSE -r.last_quantity END),
    (split_part(r.symbol, '/', 2),
     CASE r.side WHEN 'BUY' THEN -1 ELSE 1 END * round(r.last_quantity * r.last_price, 8)),
    (r.fee_asset, -r.fee)) AS m (asset, amount)
  WHERE p.cause = 'FILL' AND m.asset IS NOT NULL
  UNION ALL
  SELECT p.account, p.currency, p.sequence, p.time, m.asset, m.amount,
         e.kind IN ('DEPOSIT', 'WITHDRAWAL')
  FROM pnl p
  JOIN ledger_entries e ON e.account = p.account
   AND p.entry = 'ledger/' || e.account || '#' || e.sequence
  CROSS JOIN LATERAL (VALUES
    (e.asset, CASE e.kind WHEN 'DEPOSIT' THEN e.amount WHEN 'BUST' THEN e.amount ELSE -e.amount END),
    (split_part(e.symbol, '/', 1), -e.quantity),
    (split_part(e.symbol, '/', 2), sign(e.quantity) * round(abs(e.quantity) * e.price, 8)))
    AS m (asset, amount)
  WHERE m.asset IS NOT NULL AND m.amount IS NOT NULL
),
ends AS (
  -- Of each account and UTC day the last snapshot.
  SELECT DISTINCT ON (account, date_bin('1 day', time, timestamptz 'epoch'))
         account, date_bin('1 day', time, timestamptz 'epoch') AS day, currency, sequence, time,
         equity, daily_pnl, net_flows, realized_pnl + unrealized_pnl - fees AS total_pnl
  FROM pnl
  ORDER BY account, date_bin('1 day', time, timestamptz 'epoch'), sequence DESC
),
moments AS (
  -- What has to be valued: each day's last snapshot, and what each day found.
  SELECT account, currency, 'end' AS what, day, sequence, time FROM ends
  UNION ALL
  SELECT e.account, e.currency, 'start', e.day,
         (SELECT max(p.sequence) FROM pnl p WHERE p.account = e.account AND p.time < e.day),
         e.day - interval '1 microsecond'
  FROM ends e
),
equities AS (
  SELECT b.account, b.what, b.day,
         sum(CASE WHEN b.asset = b.currency THEN b.amount ELSE half_even(b.amount * k.price) END) AS equity
  FROM (
    SELECT o.account, o.currency, o.what, o.day, o.time, m.asset, sum(m.amount) AS amount
    FROM moments o
    JOIN moves m ON m.account = o.account AND m.sequence <= o.sequence
    GROUP BY 1, 2, 3, 4, 5, 6
  ) b
  LEFT JOIN LATERAL (
    SELECT price FROM marks
    WHERE symbol = b.asset || '/' || b.currency AND marks.time <= b.time
    ORDER BY marks.time DESC, sequence DESC LIMIT 1
  ) k ON true
  GROUP BY 1, 2, 3
),
openings AS (
  -- What was there at the opening counts from its first price on, and is no gain.
  SELECT m.account,
         CASE WHEN m.asset = m.currency THEN m.time ELSE GREATEST(m.time, k.time) END AS time,
         CASE WHEN m.asset = m.currency THEN m.amount ELSE half_even(m.amount * k.price) END AS worth
  FROM moves m
  JOIN opened o ON o.account = m.account AND o.sequence = m.sequence
  LEFT JOIN LATERAL (
    (SELECT 1 AS rank, time, price FROM marks
     WHERE symbol = m.asset || '/' || m.currency AND marks.time <= m.time
     ORDER BY marks.time DESC, sequence DESC LIMIT 1)
    UNION ALL
    (SELECT 2, time, price FROM marks
     WHERE symbol = m.asset || '/' || m.currency AND marks.time > m.time
     ORDER BY marks.time, sequence LIMIT 1)
    ORDER BY rank LIMIT 1
  ) k ON true
),
flows AS (
  -- A deposit or withdrawal is worth what it changed the value of its asset by.
  SELECT f.account, f.sequence, date_bin('1 day', f.time, timestamptz 'epoch') AS day,
         CASE WHEN f.asset = f.currency THEN f.amount
              ELSE half_even((f.held + f.amount) * k.price) - half_even(f.held * k.price) END AS worth
  FROM (
    SELECT m.*,
           COALESCE((SELECT sum(b.amount) FROM moves b
                     WHERE b.account = m.account AND b.asset = m.asset
                       AND b.sequence < m.sequence), 0) AS held
    FROM moves m WHERE m.flow
  ) f
  LEFT JOIN LATERAL (
    SELECT price FROM marks
    WHERE symbol = f.asset || '/' || f.currency AND marks.time <= f.time
    ORDER BY marks.time DESC, sequence DESC LIMIT 1
  ) k ON true
)
SELECT e.account, e.day, e.sequence, e.time,
       e.equity, q.equity AS recomputed_equity,
       e.daily_pnl,
       q.equity - COALESCE(s.equity, 0)
         - COALESCE((SELECT sum(worth) FROM openings o
                     WHERE o.account = e.account AND o.time <= e.time
                       AND (s.equity IS NULL OR o.time >= e.day)), 0)
         - COALESCE((SELECT sum(worth) FROM flows f
                     WHERE f.account = e.account AND f.day = e.day AND f.sequence <= e.sequence), 0)
         AS recomputed_daily_pnl,
       e.total_pnl,
       q.equity
         - COALESCE((SELECT sum(worth) FROM openings o
                     WHERE o.account = e.account AND o.time <= e.time), 0)
         - COALESCE((SELECT sum(worth) FROM flows f
                     WHERE f.account = e.account AND f.sequence <= e.sequence), 0)
         AS recomputed_total_pnl
FROM ends e
JOIN equities q ON q.account = e.account AND q.day = e.day AND q.what = 'end'
LEFT JOIN equities s ON s.account = e.account AND s.day = e.day AND s.what = 'start';
COMMENT ON VIEW pnl_recomputed IS 'equity and P&L of each account and UTC day, counted from the first statement of balances, fills, bookings and marks alone; for assets with one instrument quoted in the currency';
