package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Optional;

/** The venue's filters, checked before an order reaches the book; the first that is broken. */
final class OrderFilters {

  private final Market market;
  private final SymbolSpec spec;
  private final SymbolLimits limits;

  OrderFilters(Market market) {
    this.market = market;
    this.spec = market.spec();
    this.limits = spec.limits();
  }

  /**
   * The filters about one order by itself.
   *
   * @param quantity of base; worked out from the book for an order by quote quantity
   */
  Optional<Refusal> ofOrder(NewOrder order, long quantity) {
    // One after the other: price × quantity is in range only when both are.
    boolean byQuote = order.quoteQuantity() > 0;
    return prices(order)
        .or(() -> byQuote ? notional(order, quantity) : Optional.empty())
        .or(() -> quantities(order, quantity))
        .or(() -> notional(order, quantity))
        .or(() -> icebergs(order));
  }

  /**
   * The filters about the account's open orders.
   *
   * @param quantity of base, as for {@link #ofOrder}
   * @param orders how many more there would be
   * @param contingent how many of them wait for a stop price
   * @param wallet of the account
   */
  Optional<Refusal> ofAccount(
      NewOrder order, long quantity, int orders, int contingent, Wallet wallet) {
    OpenOrders open = market.open(order.account());
    boolean iceberg = order.icebergQuantity() > 0;
    return first(
        when(open.count() + orders > limits.maxOrders(), Refusal.MAX_NUM_ORDERS),
        when(
            contingent > 0 && open.contingent() + contingent > limits.maxAlgoOrders(),
            Refusal.MAX_NUM_ALGO_ORDERS),
        when(
            iceberg && open.icebergs() + 1 > limits.maxIcebergOrders(),
            Refusal.MAX_NUM_ICEBERG_ORDERS),
        when(order.side() == Side.BUY && isTooMuch(quantity, open, wallet), Refusal.MAX_POSITION));
  }

  private boolean isTooMuch(long quantity, OpenOrders open, Wallet wallet) {
    if (limits.maxPosition() == 0) {
      return false;
    }
    Balance base = wallet.of(spec.base());
    long position = base.free() + base.locked() + open.buys();
    return quantity > limits.maxPosition() - position;
  }

  private Optional<Refusal> prices(NewOrder order) {
    boolean limitIsBad = order.type().hasLimit() && !isPrice(order.price());
    boolean stopIsBad = order.type().isContingent() && !isPrice(order.stopPrice());
    return first(
        when(limitIsBad || stopIsBad, Refusal.PRICE_FILTER),
        when(order.type().hasLimit() && isFar(order.price()), Refusal.PERCENT_PRICE_BY_SIDE));
  }

  private boolean isPrice(long price) {
    return price >= spec.tickSize()
        && price <= market.maxPrice()
        && Fixed8.isMultipleOf(price, spec.tickSize());
  }

  private boolean isFar(long price) {
    long last = market.lastPrice();
    if (last == 0) {
      return false;
    }
    long least = Fixed8.multiply(last, limits.multiplierDown(), RoundingMode.CEILING);
    // Where the product could leave the range, no price is too high.
    boolean inRange = last < Long.MAX_VALUE / (limits.multiplierUp() / Fixed8.ONE + 1);
    long most =
        inRange ? Fixed8.multiply(last, limits.multiplierUp(), RoundingMode.FLOOR) : Long.MAX_VALUE;
    return price < least || price > most;
  }

  private Optional<Refusal> quantities(NewOrder order, long quantity) {
    boolean shownIsBad = order.icebergQuantity() > 0 && !isLot(order.icebergQuantity());
    return first(
        when(!isLot(quantity) || shownIsBad, Refusal.LOT_SIZE),
        when(
            !order.type().hasLimit() && quantity > spec.maxMarketQuantity(),
            Refusal.MARKET_LOT_SIZE));
  }

  private boolean isLot(long quantity) {
    return quantity >= spec.minQuantity()
        && quantity <= spec.maxQuantity()
        && Fixed8.isMultipleOf(quantity, spec.stepSize());
  }

  private Optional<Refusal> notional(NewOrder order, long quantity) {
    if (order.quoteQuantity() > 0) {
      return when(order.quoteQuantity() < spec.minNotional(), Refusal.NOTIONAL);
    }
    boolean limit = order.type().hasLimit();
    long price = limit ? order.price() : market.lastPrice();
    return notional(price, quantity, limit);
  }

  private Optional<Refusal> notional(long price, long quantity, boolean limit) {
    long notional = Fixed8.multiply(price, quantity, RoundingMode.DOWN);
    return when(
        notional < spec.minNotional() || limit && notional > limits.maxNotional(),
        Refusal.NOTIONAL);
  }

  private Optional<Refusal> icebergs(NewOrder order) {
    long part = order.icebergQuantity();
    if (part == 0) {
      return Optional.empty();
    }
    long parts = (order.quantity() + part - 1) / part;
    return first(
        when(part >= order.quantity(), Refusal.ICEBERG_TOO_LARGE),
        when(parts > limits.icebergParts(), Refusal.ICEBERG_PARTS));
  }

  /** The filters about a smaller quantity of an open order. */
  Optional<Refusal> ofAmendment(OrderState order, long quantity, long amendsBefore) {
    long price = order.request().type().hasLimit() ? order.price() : market.lastPrice();
    return first(
            when(!isLot(quantity), Refusal.LOT_SIZE),
            when(amendsBefore >= limits.maxAmends(), Refusal.MAX_NUM_ORDER_AMENDS))
        .or(() -> notional(price, quantity, order.request().type().hasLimit()));
  }

  static Optional<Refusal> when(boolean broken, Refusal why) {
    return broken ? Optional.of(why) : Optional.empty();
  }

  @SafeVarargs
  static Optional<Refusal> first(Optional<Refusal>... checks) {
    for (Optional<Refusal> check : checks) {
      if (check.isPresent()) {
        return check;
      }
    }
    return Optional.empty();
  }
}
