-- P&L by strategy
--
-- What did each strategy earn, if every one is counted alone?
--
-- What it sold for, less what it paid, plus what it still holds at the last mark; a fee in base takes from
-- what it holds, so all fees are in `net`. Over an account this adds up to its `total_pnl`. A
-- strategy with less than nothing sold what another one bought.
WITH flows AS (
  SELECT account, strategy, venue, symbol,
         count(*) AS fills,
         sum(notional) AS turnover,
         sum(CASE side WHEN 'SELL' THEN notional ELSE -notional END)
           - COALESCE(sum(fee) FILTER (WHERE fee_asset = split_part(symbol, '/', 2)), 0) AS cash,
         sum(CASE side WHEN 'BUY' THEN quantity ELSE -quantity END)
           - COALESCE(sum(fee) FILTER (WHERE fee_asset = split_part(symbol, '/', 1)), 0) AS held
  FROM fills
  GROUP BY account, strategy, venue, symbol
)
SELECT f.account, f.strategy, f.symbol, f.fills,
       round(f.turnover, 2) AS turnover,
       trim_scale(f.held) AS held,
       round(f.cash + f.held * p.mark, 2) AS net,
       round(10000 * (f.cash + f.held * p.mark) / f.turnover, 1) AS bps_of_turnover
FROM flows f
JOIN positions_latest p USING (account, venue, symbol)
ORDER BY net DESC, account, strategy, symbol;
