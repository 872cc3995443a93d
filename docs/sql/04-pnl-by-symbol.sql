-- P&L by symbol
--
-- What did each symbol bring, and what is still held of it?
--
-- `realized` is before fees, `net` after them; a small rest is dust, what is left of a purchase whose fee was
-- taken in the base asset.
SELECT account, symbol,
       round(realized_pnl, 2) AS realized,
       round(unrealized_pnl, 2) AS unrealized,
       round(fees, 2) AS fees,
       round(realized_pnl + unrealized_pnl - fees, 2) AS net,
       trim_scale(quantity) AS held,
       round(average_price, 2) AS average_price,
       round(mark, 2) AS mark
FROM positions_latest
ORDER BY net DESC, account, symbol;
