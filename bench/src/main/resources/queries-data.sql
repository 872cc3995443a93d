INSERT INTO instruments
SELECT 'sim', 'S' || s || '/USD', 1, 'S' || s || 'USD', 'S' || s, 'USD', 0.01, 0, 0, 0.00001, 0, 0, 5, true, NULL
FROM generate_series(1, 20) AS s;
INSERT INTO bars
SELECT 'sim', 'S' || s || '/USD', '1m', t, i, t + interval '1 minute', p, p + 2, p - 2, p + 1, 1.5, 1200, 3, 0.5, i
FROM generate_series(1, 20) AS s, generate_series(1, :minutes) AS i,
     LATERAL (SELECT timestamptz '2013-01-01 00:00Z' + i * interval '1 minute', 800 + (i * s) % 97) AS x (t, p)
-- one in ten thousand is missing
WHERE (i * s) % 10000 <> 7;
INSERT INTO signals (strategy, venue, symbol, sequence, time, account, side, sizing_mode, size, order_type,
                     confidence, tag, trigger_trade_id, indicators)
SELECT 'cross-' || i % 4, 'sim', 'S' || 1 + i % 20 || '/USD', i,
       timestamptz '2013-01-01 00:00Z' + i * (:minutes * interval '1 minute' / :decisions), (ARRAY['main', 'swing', 'a2', 'a3'])[1 + i % 4],
       CASE i % 2 WHEN 0 THEN 'BUY' ELSE 'SELL' END, 'BASE_QUANTITY', 1, 'MARKET', 1, 'x', i, '{"fast": 1, "slow": 2}'
FROM generate_series(1, :decisions) AS i;
INSERT INTO decisions (account, sequence, time, journal_partition, journal_offset, strategy, venue, symbol,
                       signal_sequence, trigger_trade_id, outcome, client_order_id, side, order_type, time_in_force,
                       quantity, violations, inputs)
SELECT (ARRAY['main', 'swing', 'a2', 'a3'])[1 + i % 4], i, timestamptz '2013-01-01 00:00Z' + i * (:minutes * interval '1 minute' / :decisions)
         + interval '5 milliseconds', i % 4, i,
       'cross-' || i % 4, 'sim', 'S' || 1 + i % 20 || '/USD', i, i,
       CASE WHEN i % 10 < 7 THEN 'APPROVED' ELSE 'REJECTED' END,
       CASE WHEN i % 10 < 7 THEN 'd-' || i END, CASE WHEN i % 10 < 7 THEN CASE i % 2 WHEN 0 THEN 'BUY' ELSE 'SELL' END END,
       'MARKET', 'GTC', 1,
       CASE WHEN i % 10 < 7 THEN '[]'::jsonb
            ELSE jsonb_build_array(jsonb_build_object('control', 'C' || i % 12, 'code', 'CODE_' || i % 12,
                                                      'limit', '1000', 'observed', '1200')) END,
       jsonb_build_object('mark', (800 + i % 97)::text, 'equity', '10000', 'rulesVersion', '4')
FROM generate_series(1, :decisions) AS i;
INSERT INTO execution_reports (client_order_id, sequence, time, account, strategy, venue, symbol, decision,
                               execution_type, side, order_quantity, venue_order_id, venue_trade_id, last_quantity,
                               last_price, cumulative_quantity, fee, fee_asset, maker, last)
SELECT client_order_id, n, time + n * interval '20 milliseconds', account, strategy, venue, symbol, sequence,
       CASE n WHEN 1 THEN 'ACCEPTED' ELSE 'FILL' END, side, quantity, 'v' || sequence,
       CASE n WHEN 2 THEN sequence END, CASE n WHEN 2 THEN 1 END, CASE n WHEN 2 THEN 800.25 + sequence % 97 END,
       n - 1, CASE n WHEN 2 THEN 0.8 END, CASE n WHEN 2 THEN 'USD' END, false, n = 2
FROM decisions, generate_series(1, 2) AS n
WHERE outcome = 'APPROVED' AND (n = 1 OR sequence % 50 <> 1);
INSERT INTO pnl
SELECT (ARRAY['main', 'swing', 'a2', 'a3'])[1 + i % 4], i, timestamptz '2013-01-01 00:00Z' + i * (:minutes * interval '1 minute' / :decisions), 'MARK',
       'USD', 5000, 10000 + i % 997, i % 501, i % 103, i % 7, i % 11, 11000, 1000 - i % 997
FROM generate_series(1, :decisions) AS i;
INSERT INTO positions
SELECT (ARRAY['main', 'swing', 'a2', 'a3'])[1 + i % 4], 'sim', 'S' || 1 + i % 20 || '/USD', i,
       timestamptz '2013-01-01 00:00Z' + i * (:minutes * interval '1 minute' / :decisions), i % 5, 800, 801, 801, 1, 1, 1
FROM generate_series(1, :decisions) AS i;
INSERT INTO alerts (source, id, time, severity, code, message)
SELECT 'risk', 'journal/0/' || i, timestamptz '2013-01-01 00:00Z' + i * (:minutes * interval '100 minutes' / :decisions),
       'WARNING', 'CODE_' || i % 20, 'something'
FROM generate_series(1, :decisions / 100) AS i;
INSERT INTO marks
SELECT 'sim', 'S' || s || '/USD', timestamptz '2013-01-01 00:00Z' + i * interval '10 minutes', i, 800 + (i * s) % 97, i
FROM generate_series(1, 20) AS s, generate_series(1, :minutes / 10) AS i;
INSERT INTO trades
SELECT 'sim', 'S' || s || '/USD', timestamptz '2013-11-25 00:00Z' + i * interval '10 seconds', i, 800 + (i * s) % 97, 1,
       i % 2 = 0, timestamptz '2013-11-25 00:00Z' + i * interval '10 seconds'
FROM generate_series(1, 20) AS s, generate_series(1, 3 * 8640) AS i;
INSERT INTO strategy_positions
SELECT (ARRAY['main', 'swing', 'a2', 'a3'])[1 + i % 4], 'cross-' || i % 4, 'sim', 'S' || 1 + i % 20 || '/USD', i,
       timestamptz '2013-01-01 00:00Z' + i * (:minutes * interval '1 minute' / :decisions), i % 5, 800, 801, 1, 1, 1
FROM generate_series(1, :decisions) AS i;
INSERT INTO round_trips
SELECT (ARRAY['main', 'swing', 'a2', 'a3'])[1 + i % 4], 'cross-' || i % 4, 'sim', 'S' || 1 + i % 20 || '/USD', i, t, i, 'BUY',
       t - interval '1 hour', t, 1, 800, 801, 1 - i % 3, 0.5, -1, 2, 2
FROM generate_series(1, :decisions, 4) AS i,
     LATERAL (SELECT timestamptz '2013-01-01 00:00Z' + i * (:minutes * interval '1 minute' / :decisions)) AS x (t);
INSERT INTO decision_readings
SELECT account, sequence, time,
       (SELECT jsonb_agg(jsonb_build_object('control', 'C' || c, 'code', 'CODE_' || c, 'limit', '1000',
                                            'observed', ((sequence * c) % 1100)::text, 'unit', 'USD'))
        FROM generate_series(1, 15) AS c)
FROM decisions
