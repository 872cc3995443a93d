-- Equity curve
--
-- How did the equity of an account move, hour by hour?
--
-- Each row is the last snapshot of its hour; an hour without one (no mark, no fill) has no row, and
-- `total_pnl` is the change since the opening, after fees.
SELECT DISTINCT ON (hour)
       date_bin('1 hour', time, timestamptz '2000-01-01') AS hour,
       round(equity, 2) AS equity,
       round(total_pnl, 2) AS total_pnl,
       round(drawdown, 2) AS drawdown
FROM equity_curve
WHERE account = 'main' AND time >= '2013-11-27' AND time < '2013-11-27 12:00'
ORDER BY hour, time DESC, sequence DESC;
