package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.book.OrderBook;
import java.math.RoundingMode;
import java.util.List;

/**
 * An order that begins to work takes what it can: the book's orders and the levels of the mode's
 * liquidity in the order of their prices, the level first where both are equal. What is left rests,
 * waits or expires.
 */
final class Taking implements OrderBook.Visitor {

  private final Market market;
  private final Settlement settlement;
  private final List<Execution> events;
  private final long time;
  private OrderState order;

  /**
   * An order about to take.
   *
   * @param events take what happens
   */
  Taking(
      Market market, Settlement settlement, OrderState order, List<Execution> events, long time) {
    this.market = market;
    this.settlement = settlement;
    this.order = order;
    this.events = events;
    this.time = time;
  }

  void run() {
    boolean fillOrKill = order.timeInForce() == TimeInForce.FOK;
    if (fillOrKill && Sweep.obtainable(market, order) < order.remaining()) {
      expire(ExpiryReason.UNFILLED_FOK_ORDER_EXPIRED);
      return;
    }
    Side makers = order.side().opposite();
    for (Level level : market.liquidity().levels(order.side(), order.remaining())) {
      if (!isOpen() || !OrderBook.reaches(makers, level.price(), limit())) {
        break;
      }
      meet(justBetter(level.price()));
      take(level);
    }
    if (isOpen()) {
      meet(limit());
    }
    if (isOpen()) {
      finish();
    }
  }

  private long limit() {
    if (order.request().type().hasLimit()) {
      return order.price();
    }
    return order.side() == Side.BUY ? Long.MAX_VALUE : 1;
  }

  private long justBetter(long price) {
    return order.side() == Side.BUY ? price - 1 : price + 1;
  }

  private boolean isOpen() {
    return order.status().isOpen();
  }

  private void meet(long limit) {
    if (isOpen()) {
      market.book.walk(order.side().opposite(), limit, this);
    }
  }

  @Override
  public long meet(long makerId, long price, long shown) {
    if (!isOpen()) {
      return STOP;
    }
    boolean meets = market.liquidity().customersMeet();
    if (makerId < 0) {
      return trade(null, price, shown);
    }
    OrderState maker = market.order(makerId);
    boolean own = maker.account().equals(order.account());
    if (own && order.request().selfTradePrevention().isOn()) {
      return prevent(maker, price, shown);
    }
    return meets ? trade(maker, price, shown) : 0;
  }

  /** Trades with a customer's order, or with a synthetic maker's when there is none. */
  private long trade(OrderState maker, long price, long shown) {
    long quantity = Math.min(shown, payable(price));
    if (quantity == 0) {
      return STOP;
    }
    long tradeId = market.nextTradeId();
    fill(tradeId, quantity, price);
    if (maker != null) {
      events.add(settlement.fill(market, maker, tradeId, quantity, price, true, time));
    }
    market.traded(price);
    return quantity;
  }

  private void take(Level level) {
    long size = Fixed8.floorTo(level.quantity(), market.spec().stepSize());
    long quantity = isOpen() ? Math.min(size, payable(level.price())) : 0;
    if (quantity > 0) {
      market.liquidity().taken(order.side(), level.price(), quantity);
      fill(market.nextTradeId(), quantity, level.price());
    }
  }

  private void fill(long tradeId, long quantity, long price) {
    Execution trade = settlement.fill(market, order, tradeId, quantity, price, false, time);
    events.add(trade);
    order = trade.order();
  }

  /** What is left of it, or what its owner can pay of that: only market orders pay as they go. */
  private long payable(long price) {
    long most = order.remaining();
    if (order.request().type().hasLimit()) {
      return most;
    }
    long free = settlement.wallet(order.account()).of(market.spends(order.side())).free();
    most = order.side() == Side.BUY ? lots(most, price, free - fee(free)) : Math.min(most, free);
    if (order.request().quoteQuantity() > 0) {
      most = lots(most, price, order.request().quoteQuantity() - order.executedQuote());
    }
    return Fixed8.floorTo(most, market.spec().stepSize());
  }

  /** What has to be left of an amount of quote for the fee on what the rest buys. */
  private long fee(long quote) {
    long rate = market.feeOnTop(order.side());
    return rate == 0 ? 0 : Fixed8.multiplyDivide(quote, rate, Fixed8.ONE + rate, RoundingMode.UP);
  }

  private static long lots(long most, long price, long quote) {
    boolean enough = Fixed8.multiply(price, most, RoundingMode.UP) <= quote;
    return enough ? most : Fixed8.divide(quote, price, RoundingMode.DOWN);
  }

  private long prevent(OrderState maker, long price, long shown) {
    SelfTradePrevention mode = order.request().selfTradePrevention();
    long reach = mode == SelfTradePrevention.DECREMENT ? shown : maker.remaining();
    long quantity = Math.min(order.remaining(), reach);
    PreventedMatch match =
        new PreventedMatch(
            market.nextPreventedMatchId(),
            order.account(),
            order.orderId(),
            maker.orderId(),
            price,
            quantity,
            mode.takerLoses(quantity, order.remaining()),
            mode.makerLoses(quantity, maker.remaining()),
            mode,
            time);
    market.put(match);
    if (match.makerQuantity() > 0) {
      events.add(settlement.prevent(market, maker, match, time));
    }
    if (match.takerQuantity() > 0) {
      Execution taker = settlement.prevent(market, order, match, time);
      events.add(taker);
      order = taker.order();
    }
    if (match.makerQuantity() == 0) {
      return STOP;
    }
    return match.makerQuantity() == maker.remaining() ? ALL : match.makerQuantity();
  }

  private void finish() {
    if (order.rests()) {
      long shown = order.request().icebergQuantity();
      market.book.add(
          order.side(),
          order.orderId(),
          order.price(),
          order.remaining(),
          shown == 0 ? order.remaining() : shown);
      market.liquidity().rests(order);
      return;
    }
    if (!order.request().type().hasLimit() && market.liquidity().comesBack()) {
      market.waits(order);
      return;
    }
    if (!order.request().type().hasLimit()) {
      expire(ExpiryReason.INSUFFICIENT_LIQUIDITY);
    } else if (order.timeInForce() == TimeInForce.FOK) {
      expire(ExpiryReason.UNFILLED_FOK_ORDER_EXPIRED);
    } else {
      expire(ExpiryReason.UNFILLED_IOC_QUANTITY_EXPIRED);
    }
  }

  private void expire(ExpiryReason reason) {
    Execution end = settlement.expire(market, order, reason, time);
    events.add(end);
    order = end.order();
  }
}
