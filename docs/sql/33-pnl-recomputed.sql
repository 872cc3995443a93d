-- P&L counted once more
--
-- Is the P&L what fills and marks say, if nobody asks the desk's ledger?
--
-- View `pnl_recomputed` begins with the venue's first statement of balances and counts fills, fees and bookings from there;
-- the last two columns must be 0 to the last unit. It reads all there is since the
-- opening, which takes minutes in the archive of a year.
SELECT account, day::date AS day,
       round(equity, 2) AS equity,
       round(daily_pnl, 2) AS daily_pnl,
       round(total_pnl, 2) AS total_pnl,
       equity - recomputed_equity AS equity_differs,
       daily_pnl - recomputed_daily_pnl AS daily_differs
FROM pnl_recomputed
ORDER BY account, day;
