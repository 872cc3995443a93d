-- Deposits, withdrawals and corrections
--
-- What was booked by persons, who wanted it and why, and what did it do to the account?
--
-- `flow` is what a deposit or withdrawal was worth when it came: it moves the equity and no P&L. A correction (a late fee, a
-- void fill) is P&L, so it has no flow and shows in `fees` or in the equity.
SELECT e.account, e.sequence AS number, e.time, e.kind, concat_ws(' ', trim_scale(e.amount), e.asset) AS amount,
       e.strategy, e.person, e.reason,
       round(p.net_flows - b.net_flows, 2) AS flow,
       round(p.fees - b.fees, 2) AS fees,
       round(p.equity, 2) AS equity_then
FROM ledger_entries e
-- The snapshot that the booking led to, and the one before it.
JOIN pnl p ON p.account = e.account AND p.entry = 'ledger/' || e.account || '#' || e.sequence
 AND p.time >= '2013-11-25' AND p.time < '2013-11-28'
JOIN pnl b ON b.account = p.account AND b.sequence = p.sequence - 1
WHERE e.time >= '2013-11-25' AND e.time < '2013-11-28'
ORDER BY e.time, e.account, e.sequence;
