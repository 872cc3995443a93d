-- From signal to fill
--
-- What became of the signals of each strategy, by its reason for trading?
--
-- `tag` is what the strategy called its reason. Many signals of one tag that never fill cost nothing but are not
-- trading what was researched.
SELECT s.strategy, s.tag, s.side, count(*) AS signals,
       count(*) FILTER (WHERE d.outcome = 'APPROVED') AS approved,
       count(*) FILTER (WHERE f.client_order_id IS NOT NULL) AS filled,
       round(avg(s.confidence)::numeric, 2) AS confidence
FROM signals s
LEFT JOIN decisions d
  ON d.account = s.account AND d.strategy = s.strategy AND d.venue = s.venue AND d.symbol = s.symbol
 AND d.signal_origin = s.origin AND d.signal_sequence = s.sequence
 AND d.time >= '2013-11-25'
LEFT JOIN (SELECT DISTINCT client_order_id FROM fills WHERE time >= '2013-11-25') f USING (client_order_id)
WHERE s.time >= '2013-11-25' AND s.time < '2013-11-28'
GROUP BY s.strategy, s.tag, s.side
ORDER BY s.strategy, signals DESC, s.tag, s.side;
