-- What depends on the edition of TimescaleDB. Edition found here: ${edition}.
-- The edition is a part of this file's checksum, so the file runs again when it changes, and rows that
-- were written before are moved.

DO $timescale$
DECLARE
  hypertable record;
BEGIN
  IF '${edition}' = 'none' THEN
    RETURN;
  END IF;
  FOR hypertable IN
    SELECT *
    FROM (VALUES
      ('trades',            'exchange_time', interval '1 day'),
      ('quotes',            'ingest_time',   interval '1 day'),
      ('bars',              'open_time',     interval '30 days'),
      ('marks',             'time',          interval '7 days'),
      ('journal',           'time',          interval '7 days'),
      ('signals',           'time',          interval '30 days'),
      ('decisions',         'time',          interval '30 days'),
      ('decision_readings', 'time',          interval '30 days'),
      ('execution_reports', 'time',          interval '30 days'),
      ('pnl',               'time',          interval '30 days'),
      ('positions',         'time',          interval '30 days'),
      ('strategy_positions', 'time',         interval '30 days'),
      ('round_trips',       'time',          interval '30 days'),
      ('ledger_entries',    'time',          interval '365 days'),
      ('account_snapshots', 'time',          interval '365 days'),
      ('breaker_trips',     'time',          interval '365 days'),
      ('commands',          'time',          interval '365 days'),
      ('alerts',            'time',          interval '30 days'),
      ('dead_letters',      'time',          interval '30 days')
    ) AS t (name, time_column, chunk)
  LOOP
    -- The indexes are those of the core schema, the same on every database.
    PERFORM create_hypertable(
      hypertable.name::regclass,
      by_range(hypertable.time_column::name, hypertable.chunk),
      create_default_indexes => false,
      if_not_exists => true,
      migrate_data => true);
  END LOOP;
END
$timescale$;
