-- P&L by strategy
--
-- What did each strategy earn, and how much did it trade for that?
--
-- Each strategy has a position of its own, so strategies that share an account and a symbol are told apart; over an
-- account they add up to its P&L, to the last unit.
SELECT p.account, p.strategy, p.symbol,
       round(p.realized_pnl, 2) AS realized,
       round(p.unrealized_pnl, 2) AS unrealized,
       round(p.fees, 2) AS fees,
       round(p.total_pnl, 2) AS net,
       trim_scale(p.quantity) AS held,
       f.fills,
       round(f.turnover, 2) AS turnover,
       round(10000 * p.total_pnl / f.turnover, 1) AS bps_of_turnover
FROM strategy_positions_latest p
LEFT JOIN (
  SELECT account, strategy, venue, symbol, count(*) AS fills, sum(notional) AS turnover
  FROM fills
  GROUP BY account, strategy, venue, symbol
) f USING (account, strategy, venue, symbol)
ORDER BY p.total_pnl DESC, p.account, p.strategy, p.symbol;
