-- Exposure over time
--
-- How much of the equity was in positions?
--
-- `gross` adds long and short, `net` sets them off; `leverage` is gross by equity. Each row is the last snapshot
-- of its span, so what happened in between may have been more: recipe 19 looks at every decision.
WITH snapshots AS (
  SELECT DISTINCT ON (account, span)
         account, sequence, equity, date_bin('12 hours', time, timestamptz '2000-01-01') AS span
  FROM pnl
  WHERE time >= '2013-11-25' AND time < '2013-11-28'
  ORDER BY account, span, time DESC, sequence DESC
)
SELECT s.span, s.account,
       round(COALESCE(sum(abs(p.value)), 0), 2) AS gross,
       round(COALESCE(sum(p.value), 0), 2) AS net,
       round(s.equity, 2) AS equity,
       round(COALESCE(sum(abs(p.value)), 0) / s.equity, 3) AS leverage
FROM snapshots s
LEFT JOIN positions p ON p.account = s.account AND p.sequence = s.sequence
 AND p.time >= '2013-11-25' AND p.time < '2013-11-28'
GROUP BY s.span, s.account, s.equity
ORDER BY s.span, s.account;
