-- Views of P&L: by strategy, by round trip, by trading day, and counted once more from fills and marks.

DROP VIEW IF EXISTS pnl_recomputed, strategy_positions_latest, round_trip_results, trading_days;
DROP FUNCTION IF EXISTS mark_at;

-- From key to key, as positions_latest.
CREATE VIEW strategy_positions_latest AS
WITH RECURSIVE held (account, strategy, venue, symbol) AS (
  (SELECT account, strategy, venue, symbol FROM strategy_positions
   ORDER BY account, strategy, venue, symbol LIMIT 1)
  UNION ALL
  SELECT n.*
  FROM held h
  CROSS JOIN LATERAL (
    SELECT account, strategy, venue, symbol
    FROM strategy_positions p
    WHERE (p.account, p.strategy, p.venue, p.symbol) > (h.account, h.strategy, h.venue, h.symbol)
    ORDER BY account, strategy, venue, symbol
    LIMIT 1
  ) n
)
SELECT account, strategy, venue, symbol, time, sequence, quantity, cost,
       CASE WHEN quantity <> 0 THEN round(cost / quantity, 8) END AS average_price,
       value, realized_pnl, unrealized_pnl, fees,
       realized_pnl + unrealized_pnl - fees AS total_pnl
FROM held
CROSS JOIN LATERAL (
  SELECT time, sequence, quantity, cost, value, realized_pnl, unrealized_pnl, fees
  FROM strategy_positions p
  WHERE (p.account, p.strategy, p.venue, p.symbol) = (held.account, held.strategy, held.venue, held.symbol)
  ORDER BY sequence DESC
  LIMIT 1
) AS latest;

COMMENT ON TABLE strategy_positions IS 'of those that had changed, and at a mark interval all that held something; the last row of a strategy and symbol holds until the next';

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

-- The last mark of a market up to a place in a partition of the journal. A mark that was written again counts
-- where it stands first.
CREATE FUNCTION mark_at(of_partition integer, of_venue text, of_symbol text, up_to bigint)
RETURNS numeric LANGUAGE sql STABLE AS '
  SELECT m.price
  FROM (
    SELECT j.time, j.sequence
    FROM journal j
    WHERE j.partition_number = of_partition
      AND j.producer = ''mark/'' || of_venue || '':'' || of_symbol
      AND j.offset_number <= up_to
      -- Asked of each, from the last one back, until one is the first of its kind; it has the same time wherever it stands.
      AND j.offset_number = (
        SELECT min(b.offset_number + 0) FROM journal b
        WHERE b.producer = j.producer AND b.sequence = j.sequence AND b.time = j.time
          AND b.partition_number = of_partition)
    ORDER BY j.offset_number DESC
    LIMIT 1
  ) l
  JOIN marks m ON m.venue = of_venue AND m.symbol = of_symbol AND m.time = l.time AND m.sequence = l.sequence';

-- A place is an offset in the account's partition of the journal.
CREATE VIEW pnl_recomputed AS
WITH RECURSIVE day_ends (account, time, sequence) AS (
  -- Of each account and UTC day the last snapshot, from day to day through the index.
  (SELECT account, time, sequence FROM pnl ORDER BY account DESC, time DESC, sequence DESC LIMIT 1)
  UNION ALL
  SELECT b.*
  FROM day_ends e
  CROSS JOIN LATERAL (
    SELECT account, time, sequence FROM pnl p
    WHERE (p.account, p.time) < (e.account, date_bin('1 day', e.time, timestamptz 'epoch'))
    ORDER BY account DESC, time DESC, sequence DESC
    LIMIT 1
  ) b
),
opened AS (
  SELECT p.account, p.currency, j.partition_number AS partition, j.sequence AS statement,
         min(j.offset_number) AS place
  FROM pnl p
  JOIN journal j ON j.producer = 'account/' || p.account
   AND j.sequence = substring(p.entry FROM '[0-9]+$')::bigint
  WHERE p.cause = 'OPEN'
  GROUP BY 1, 2, 3, 4
),
markets AS (
  SELECT DISTINCT ON (symbol) symbol, venue FROM instruments ORDER BY symbol, venue
),
moves AS (
  -- What there was, and what each fill and each booking did to the balances.
  SELECT o.account, o.currency, o.partition, o.place, s.asset, s.free + s.locked AS amount, false AS flow
  FROM opened o
  JOIN account_snapshots s ON s.account = o.account AND s.sequence = o.statement
  UNION ALL
  SELECT o.account, o.currency, o.partition, r.place, m.asset, m.amount, false
  FROM opened o
  JOIN (
    SELECT e.account, e.symbol, e.side, e.last_quantity, e.last_price, e.fee, e.fee_asset,
           j.partition_number, min(j.offset_number) AS place
    FROM execution_reports e
    JOIN journal j ON j.producer = 'execution/' || e.client_order_id AND j.sequence = e.sequence
    WHERE e.execution_type = 'FILL'
    GROUP BY e.client_order_id, e.sequence, e.time, j.partition_number
  ) r ON r.account = o.account AND r.partition_number = o.partition
  CROSS JOIN LATERAL (VALUES
    (split_part(r.symbol, '/', 1), CASE r.side WHEN 'BUY' THEN r.last_quantity ELSE -r.last_quantity END),
    (split_part(r.symbol, '/', 2),
     CASE r.side WHEN 'BUY' THEN -1 ELSE 1 END * round(r.last_quantity * r.last_price, 8)),
    (r.fee_asset, -r.fee)) AS m (asset, amount)
  WHERE m.asset IS NOT NULL
  UNION ALL
  SELECT o.account, o.currency, o.partition, e.place, m.asset, m.amount,
         e.kind IN ('DEPOSIT', 'WITHDRAWAL')
  FROM opened o
  JOIN (
    SELECT l.account, l.kind, l.asset, l.amount, l.symbol, l.quantity, l.price,
           j.partition_number, min(j.offset_number) AS place
    FROM ledger_entries l
    JOIN journal j ON j.producer = 'ledger/' || l.account AND j.sequence = l.sequence
    GROUP BY l.account, l.sequence, l.time, j.partition_number
  ) e ON e.account = o.account AND e.partition_number = o.partition
  CROSS JOIN LATERAL (VALUES
    (e.asset, CASE e.kind WHEN 'DEPOSIT' THEN e.amount WHEN 'BUST' THEN e.amount ELSE -e.amount END),
    (split_part(e.symbol, '/', 1), -e.quantity),
    (split_part(e.symbol, '/', 2), sign(e.quantity) * round(abs(e.quantity) * e.price, 8)))
    AS m (asset, amount)
  WHERE m.asset IS NOT NULL AND m.amount IS NOT NULL
),
ends AS (
  -- With them, where the entry stands that led to each.
  SELECT e.account, date_bin('1 day', e.time, timestamptz 'epoch') AS day, e.currency, e.sequence, e.time,
         e.equity, e.daily_pnl, e.realized_pnl + e.unrealized_pnl - e.fees AS total_pnl,
         o.partition, o.place AS opened, j.place
  FROM day_ends d
  JOIN pnl e ON e.account = d.account AND e.sequence = d.sequence AND e.time = d.time
  JOIN opened o ON o.account = e.account
  CROSS JOIN LATERAL (
    -- + 0: not by going through all entries of the producer in their order.
    SELECT min(offset_number + 0) AS place FROM journal
    WHERE producer = substring(e.entry FROM '^(.*)#') AND partition_number = o.partition
      AND sequence = substring(e.entry FROM '[0-9]+$')::bigint
  ) j
),
days AS (
  -- Logical time enters a day with the first mark or clock tick of that day.
  SELECT partition_number AS partition, date_bin('1 day', time, timestamptz 'epoch') AS day,
         min(offset_number) AS place
  FROM journal
  WHERE producer LIKE 'mark/%' OR producer LIKE 'clock/%'
  GROUP BY 1, 2
),
moments AS (
  -- What has to be valued: each day's last snapshot, and what each day found.
  SELECT account, currency, partition, 'end' AS what, day, place FROM ends
  UNION ALL
  SELECT e.account, e.currency, e.partition, 'start', e.day, d.place - 1
  FROM ends e
  JOIN days d ON d.partition = e.partition AND d.day = e.day
  WHERE d.place > e.opened
),
timeline AS (
  SELECT account, currency, partition, asset, place, 1 AS turn, amount, NULL AS what, NULL::timestamptz AS day
  FROM moves
  UNION ALL
  SELECT m.account, m.currency, m.partition, a.asset, m.place, 2, 0, m.what, m.day
  FROM moments m
  JOIN (SELECT DISTINCT account, asset FROM moves) a ON a.account = m.account
),
balances AS (
  SELECT account, currency, partition, asset, place, what, day,
         sum(amount) OVER (PARTITION BY account, asset ORDER BY place, turn) AS amount
  FROM timeline
),
equities AS (
  SELECT b.account, b.what, b.day, b.place,
         sum(CASE WHEN b.asset = b.currency THEN b.amount
                  ELSE half_even(b.amount * mark_at(b.partition, k.venue, k.symbol, b.place)) END) AS equity
  FROM balances b
  LEFT JOIN markets k ON k.symbol = b.asset || '/' || b.currency AND b.amount <> 0
  WHERE b.what IS NOT NULL
  GROUP BY 1, 2, 3, 4
),
openings AS (
  -- What was there at the opening counts from its first price on, and is no gain.
  SELECT m.account,
         CASE WHEN m.asset = m.currency THEN m.place ELSE f.place END AS place,
         CASE WHEN m.asset = m.currency THEN m.amount
              ELSE half_even(m.amount * mark_at(m.partition, k.venue, k.symbol, f.place)) END AS worth
  FROM moves m
  JOIN opened o ON o.account = m.account AND o.place = m.place
  LEFT JOIN markets k ON k.symbol = m.asset || '/' || m.currency
  LEFT JOIN LATERAL (
    SELECT GREATEST(m.place, min(offset_number)) AS place FROM journal
    WHERE partition_number = m.partition AND producer = 'mark/' || k.venue || ':' || k.symbol
  ) f ON true
),
flows AS (
  -- A deposit or withdrawal is worth what it changed the value of its asset by.
  SELECT f.account, f.place,
         CASE WHEN f.asset = f.currency THEN f.amount
              ELSE half_even(f.held * k.price) - half_even((f.held - f.amount) * k.price) END AS worth
  FROM (
    SELECT m.*, sum(amount) OVER (PARTITION BY account, asset ORDER BY place) AS held FROM moves m
  ) f
  LEFT JOIN LATERAL (
    SELECT mark_at(f.partition, venue, symbol, f.place) AS price FROM markets
    WHERE symbol = f.asset || '/' || f.currency
  ) k ON true
  WHERE f.flow
)
SELECT e.account, e.day, e.sequence, e.time,
       e.equity, q.equity AS recomputed_equity,
       e.daily_pnl,
       q.equity - COALESCE(s.equity, 0)
         - COALESCE((SELECT sum(worth) FROM openings o
                     WHERE o.account = e.account AND o.place <= e.place
                       AND (s.place IS NULL OR o.place > s.place)), 0)
         - COALESCE((SELECT sum(worth) FROM flows f
                     WHERE f.account = e.account AND f.place <= e.place
                       AND (s.place IS NULL OR f.place > s.place)), 0)
         AS recomputed_daily_pnl,
       e.total_pnl,
       q.equity
         - COALESCE((SELECT sum(worth) FROM openings o
                     WHERE o.account = e.account AND o.place <= e.place), 0)
         - COALESCE((SELECT sum(worth) FROM flows f
                     WHERE f.account = e.account AND f.place <= e.place), 0)
         AS recomputed_total_pnl
FROM ends e
LEFT JOIN equities q ON q.account = e.account AND q.day = e.day AND q.what = 'end'
LEFT JOIN equities s ON s.account = e.account AND s.day = e.day AND s.what = 'start';
COMMENT ON VIEW pnl_recomputed IS 'equity and P&L of each account and UTC day, counted in the order of the journal from the first statement of balances, fills, bookings and marks alone; for assets with one instrument quoted in the currency';
