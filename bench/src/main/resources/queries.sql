-- equity curve of an account, 30 days
SELECT time, equity, drawdown FROM equity_curve
WHERE account = 'swing' AND time >= '2013-06-01 00:00Z' AND time < '2013-07-01 00:00Z' ORDER BY time;
-- P&L of an account by day, all days
SELECT * FROM pnl_daily WHERE account = 'swing' ORDER BY time;
-- P&L of all accounts by hour, a week
SELECT * FROM pnl_hourly WHERE time >= '2013-06-01 00:00Z' AND time < '2013-06-08 00:00Z' ORDER BY account, time;
-- largest drawdown of each day and account, all days
SELECT account, date_bin('1 day', time, '2000-01-01 00:00Z'), max(drawdown) FROM pnl GROUP BY 1, 2 ORDER BY 1, 2;
-- one-minute bars of a symbol, a day
SELECT * FROM bars WHERE venue = 'sim' AND symbol = 'S7/USD' AND interval = '1m'
  AND open_time >= '2013-06-01 00:00Z' AND open_time < '2013-06-02 00:00Z' ORDER BY open_time;
-- hourly bars of a symbol from one-minute bars, 90 days
SELECT * FROM bars_hourly WHERE venue = 'sim' AND symbol = 'S7/USD'
  AND open_time >= '2013-03-01 00:00Z' AND open_time < '2013-05-30 00:00Z' ORDER BY open_time;
-- daily bars of a symbol from one-minute bars, all days
SELECT * FROM bars_daily WHERE venue = 'sim' AND symbol = 'S7/USD' ORDER BY open_time;
-- gaps in the one-minute bars of a symbol, all days
SELECT * FROM (SELECT open_time, sequence - lag(sequence) OVER (ORDER BY open_time) - 1 AS missing FROM bars
               WHERE venue = 'sim' AND symbol = 'S7/USD' AND interval = '1m') AS b WHERE missing > 0;
-- reasons of rejections, 30 days
SELECT v ->> 'code', count(*) FROM decisions, jsonb_array_elements(violations) AS v
WHERE outcome = 'REJECTED' AND time >= '2013-06-01 00:00Z' AND time < '2013-07-01 00:00Z' GROUP BY 1 ORDER BY 2 DESC;
-- reasons of rejections, all days
SELECT code, sum(signals) FROM reject_reasons GROUP BY 1 ORDER BY 2 DESC;
-- fill ratio by strategy, 30 days
SELECT d.strategy, count(*) AS approved, count(f.client_order_id) AS filled
FROM decisions d LEFT JOIN (SELECT DISTINCT client_order_id FROM fills WHERE time >= '2013-06-01 00:00Z') AS f USING (client_order_id)
WHERE d.outcome = 'APPROVED' AND d.time >= '2013-06-01 00:00Z' AND d.time < '2013-07-01 00:00Z' GROUP BY 1;
-- slippage against the mark at the decision by symbol, 7 days
SELECT f.symbol, avg((f.price - (d.inputs ->> 'mark')::numeric) * CASE f.side WHEN 'BUY' THEN 1 ELSE -1 END)
FROM fills f JOIN decisions d ON d.account = f.account AND d.sequence = f.decision
WHERE f.time >= '2013-06-01 00:00Z' AND f.time < '2013-06-08 00:00Z' GROUP BY 1;
-- signal to decision, decision to fill: percentiles, 7 days
SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM f.time - d.time))
FROM fills f JOIN decisions d ON d.account = f.account AND d.sequence = f.decision
WHERE f.time >= '2013-06-01 00:00Z' AND f.time < '2013-06-08 00:00Z';
-- fills of a symbol, 30 days
SELECT * FROM fills WHERE venue = 'sim' AND symbol = 'S7/USD' AND time >= '2013-06-01 00:00Z' AND time < '2013-07-01 00:00Z'
ORDER BY time;
-- fills with decision and signal (trade blotter) of an account, a day
SELECT * FROM trade_blotter WHERE account = 'swing' AND time >= '2013-06-01 00:00Z' AND time < '2013-06-02 00:00Z' ORDER BY time;
-- orders of an account and their states, a day
SELECT * FROM orders WHERE account = 'swing' AND decided_at >= '2013-06-01 00:00Z' AND decided_at < '2013-06-02 00:00Z';
-- the whole story of one decision
SELECT d.*, s.*, r.* FROM decisions d
LEFT JOIN signals s ON s.account = d.account AND s.strategy = d.strategy AND s.venue = d.venue AND s.symbol = d.symbol
  AND s.origin = d.signal_origin AND s.sequence = d.signal_sequence
LEFT JOIN execution_reports r ON r.client_order_id = d.client_order_id
WHERE d.account = 'swing' AND d.sequence = 400001;
-- what every account holds now
SELECT * FROM positions_latest;
-- exposure of an account over time by day, all days
SELECT date_bin('1 day', time, '2000-01-01 00:00Z') AS day, max(abs(value)) FROM positions WHERE account = 'swing' GROUP BY 1 ORDER BY 1;
-- alerts by code, 30 days
SELECT code, count(*) FROM alerts WHERE time >= '2013-06-01 00:00Z' AND time < '2013-07-01 00:00Z' GROUP BY 1
