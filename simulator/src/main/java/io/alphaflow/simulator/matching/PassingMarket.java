package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Liquidity.PassingTrade;
import io.alphaflow.simulator.matching.Liquidity.Quote;
import io.alphaflow.simulator.matching.book.OrderBook.Visitor;
import java.util.List;

/**
 * A recorded trade on its way through the orders that rest, best first, buys before sells: what it
 * gives them, and what the synthetic makers quote after it.
 */
final class PassingMarket {

  private final Market market;
  private final Settlement settlement;
  private final List<Execution> events;
  private final long time;

  PassingMarket(Market market, Settlement settlement, List<Execution> events, long time) {
    this.market = market;
    this.settlement = settlement;
    this.events = events;
    this.time = time;
  }

  void pass(long price, long quantity) {
    long step = market.spec().stepSize();
    PassingTrade trade = new PassingTrade(price, Fixed8.floorTo(quantity, step));
    if (!market.liquidity().customersMeet()) {
      for (Side side : Side.values()) {
        market.book.walk(side, price, (id, at, shown) -> share(id, shown, trade, step));
      }
    }
    market.moveBook(price);
    quote();
  }

  private long share(long orderId, long shown, PassingTrade trade, long step) {
    OrderState order = market.order(orderId);
    long share = Fixed8.floorTo(market.liquidity().share(order, shown, trade), step);
    if (share > 0) {
      fill(order, share, order.price());
    }
    return share;
  }

  private void fill(OrderState order, long quantity, long price) {
    Execution fill =
        settlement.fill(market, order, market.nextTradeId(), quantity, price, true, time);
    events.add(fill);
    if (!fill.order().status().isOpen()) {
      market.liquidity().left(order.orderId());
    }
  }

  /** The makers take their orders back and quote anew; what their quotes meet, they trade with. */
  private void quote() {
    List<Quote> quotes = market.liquidity().quotes(market.top().orElseThrow());
    if (quotes.isEmpty()) {
      return;
    }
    market.quotes.forEach(q -> market.book.remove(q.id()));
    market.quotes = quotes;
    for (Quote quote : quotes) {
      long[] left = {quote.quantity()};
      market.book.walk(
          quote.side().opposite(),
          quote.price(),
          (id, price, shown) -> hit(left, id, price, shown));
      if (left[0] > 0) {
        market.book.add(quote.side(), quote.id(), quote.price(), left[0], left[0]);
      }
    }
  }

  private long hit(long[] left, long orderId, long price, long shown) {
    if (left[0] == 0) {
      return Visitor.STOP;
    }
    if (orderId < 0) {
      return 0;
    }
    long quantity = Math.min(left[0], shown);
    left[0] -= quantity;
    fill(market.order(orderId), quantity, price);
    return quantity;
  }
}
