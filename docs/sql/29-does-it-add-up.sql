-- Does it add up
--
-- Is the P&L exact in every snapshot of these days?
--
-- Cash plus the value of all positions must be the equity, and realised plus unrealised less fees must be the change since
-- the opening less deposits and withdrawals, to the last unit of 1e-8; every count but the first must be 0.
-- Without the times it looks at all there is, which takes its time in a big archive.
SELECT p.account, count(*) AS snapshots,
       count(*) FILTER (WHERE p.cash + p.held <> p.equity) AS cash_and_value_differ,
       count(*) FILTER (WHERE p.realized_pnl + p.unrealized_pnl - p.fees <> p.equity - o.equity - p.net_flows) AS pnl_differs
FROM (
  SELECT *, (SELECT COALESCE(sum(value), 0) FROM positions q
             WHERE q.account = pnl.account AND q.time = pnl.time AND q.sequence = pnl.sequence) AS held
  FROM pnl
  WHERE time >= '2013-11-25' AND time < '2013-11-28'
) p
CROSS JOIN LATERAL (SELECT equity FROM pnl f WHERE f.account = p.account ORDER BY sequence LIMIT 1) o
GROUP BY p.account
ORDER BY p.account;
