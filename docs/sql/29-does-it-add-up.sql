-- Does it add up
--
-- Is the P&L exact in every snapshot that was ever taken?
--
-- Cash plus the value of all positions must be the equity, and realised plus unrealised less fees must be the change
-- since the opening less deposits and withdrawals, to the last unit of 1e-8; every count but the first must be 0. This
-- reads all there is, which takes its time in a big archive.
SELECT p.account, count(*) AS snapshots,
       count(*) FILTER (WHERE p.cash + COALESCE(q.value, 0) <> p.equity) AS cash_and_value_differ,
       count(*) FILTER (WHERE p.realized_pnl + p.unrealized_pnl - p.fees <> p.equity - p.opening - p.net_flows) AS pnl_differs
FROM (SELECT *, first_value(equity) OVER (PARTITION BY account ORDER BY sequence) AS opening FROM pnl) p
LEFT JOIN (SELECT account, sequence, sum(value) AS value FROM positions GROUP BY account, sequence) q
  USING (account, sequence)
GROUP BY p.account
ORDER BY p.account;
