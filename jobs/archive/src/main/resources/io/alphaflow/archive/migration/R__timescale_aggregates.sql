-- Bars of an hour and a day made of one-minute bars, and P&L by hour and day: the same views on every
-- database. On TimescaleDB's Community edition they read continuous aggregates, elsewhere they are computed
-- when they are asked. Edition found here: ${edition} (a part of this file's checksum, see R__timescale.sql).
--
-- Buckets begin at whole hours and days of UTC. An aggregate has a name of its own, so that a view can be
-- replaced without asking what it was. Refresh policies are set apart from this, by configuration
-- (ArchiveStorage): without one the aggregate stays empty and its view computes everything.

DROP VIEW IF EXISTS bars_hourly, bars_daily, pnl_hourly, pnl_daily;

DO $aggregates$
DECLARE
  size record;
BEGIN
  FOR size IN SELECT * FROM (VALUES ('hourly', '1 hour'), ('daily', '1 day')) AS t (name, bucket)
  LOOP
    IF '${edition}' = 'timescale' THEN
      EXECUTE format($sql$
        CREATE MATERIALIZED VIEW IF NOT EXISTS bars_%1$s_aggregate
        WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
        SELECT venue, symbol, time_bucket(interval %2$L, open_time) AS bucket,
               first(open, open_time) AS open, max(high) AS high, min(low) AS low,
               last(close, open_time) AS close, sum(volume) AS volume, sum(quote_volume) AS quote_volume,
               sum(trades) AS trades, sum(taker_buy_volume) AS taker_buy_volume, count(*) AS minutes
        FROM bars
        WHERE interval = '1m'
        GROUP BY venue, symbol, bucket
        WITH NO DATA $sql$, size.name, size.bucket);
      EXECUTE format($sql$
        CREATE VIEW bars_%1$s AS
        SELECT venue, symbol, bucket AS open_time, open, high, low, close, volume, quote_volume,
               trades::bigint AS trades, taker_buy_volume, minutes
        FROM bars_%1$s_aggregate $sql$, size.name);
      EXECUTE format($sql$
        CREATE MATERIALIZED VIEW IF NOT EXISTS pnl_%1$s_aggregate
        WITH (timescaledb.continuous, timescaledb.materialized_only = false) AS
        SELECT account, time_bucket(interval %2$L, time) AS bucket,
               last(currency, sequence) AS currency, last(equity, sequence) AS equity,
               last(cash, sequence) AS cash, last(realized_pnl, sequence) AS realized_pnl,
               last(unrealized_pnl, sequence) AS unrealized_pnl, last(fees, sequence) AS fees,
               min(equity) AS lowest_equity, max(equity) AS highest_equity,
               max(drawdown) AS largest_drawdown, count(*) AS snapshots
        FROM pnl
        GROUP BY account, bucket
        WITH NO DATA $sql$, size.name, size.bucket);
      EXECUTE format($sql$
        CREATE VIEW pnl_%1$s AS
        SELECT account, bucket AS time, currency, equity, cash, realized_pnl, unrealized_pnl, fees,
               lowest_equity, highest_equity, largest_drawdown, snapshots
        FROM pnl_%1$s_aggregate $sql$, size.name);
    ELSE
      EXECUTE format($sql$
        CREATE VIEW bars_%1$s AS
        SELECT venue, symbol, bucket AS open_time,
               (array_agg(open ORDER BY open_time))[1] AS open, max(high) AS high, min(low) AS low,
               (array_agg(close ORDER BY open_time DESC))[1] AS close,
               sum(volume) AS volume, sum(quote_volume) AS quote_volume, sum(trades)::bigint AS trades,
               sum(taker_buy_volume) AS taker_buy_volume, count(*) AS minutes
        FROM (SELECT *, date_bin(interval %2$L, open_time, timestamptz '2000-01-03 00:00Z') AS bucket
              FROM bars WHERE interval = '1m') AS b
        GROUP BY venue, symbol, bucket $sql$, size.name, size.bucket);
      EXECUTE format($sql$
        CREATE VIEW pnl_%1$s AS
        SELECT account, time, currency, last[2] AS equity, last[3] AS cash, last[4] AS realized_pnl,
               last[5] AS unrealized_pnl, last[6] AS fees,
               lowest_equity, highest_equity, largest_drawdown, snapshots
        FROM (
          -- The last of each bucket without sorting: arrays are compared from their first element on.
          SELECT account, bucket AS time, min(currency) AS currency,
                 max(ARRAY[sequence, equity, cash, realized_pnl, unrealized_pnl, fees]) AS last,
                 min(equity) AS lowest_equity, max(equity) AS highest_equity,
                 max(drawdown) AS largest_drawdown, count(*) AS snapshots
          FROM (SELECT *, date_bin(interval %2$L, time, timestamptz '2000-01-03 00:00Z') AS bucket
                FROM pnl) AS p
          GROUP BY account, bucket) AS b $sql$, size.name, size.bucket);
    END IF;
  END LOOP;
END
$aggregates$;

COMMENT ON VIEW bars_hourly IS 'from the one-minute bars in table bars; minutes says how many there were';
COMMENT ON VIEW bars_daily IS 'from the one-minute bars in table bars, by days of UTC';
COMMENT ON VIEW pnl_hourly IS 'the last snapshot of each hour, and the extremes in it';
COMMENT ON VIEW pnl_daily IS 'the last snapshot of each day of UTC, and the extremes in it';
