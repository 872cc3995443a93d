package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One order on its way into the book, with the prices and quantities that follow from it.
 *
 * <p>Own orders with a better price than the book's are in front of it; all others, those at its
 * price as well, are behind it.
 */
final class OrderEntry {

  private final NewOrder request;
  private final Market market;
  private final Settlement settlement;
  private final Optional<TopOfBook> top;
  private final boolean isMarket;

  OrderEntry(NewOrder request, Market market, Settlement settlement) {
    this.request = request;
    this.market = market;
    this.settlement = settlement;
    this.top = market.top();
    this.isMarket = request.type() == VenueOrderType.MARKET;
  }

  /** Why it is refused, if it is. */
  Optional<Refusal> refusal() {
    boolean closed = market.status() != TradingStatus.TRADING;
    if (closed || (isMarket && top.isEmpty())) {
      return Optional.of(Refusal.NO_MARKET);
    }
    return filters().or(this::bookRules);
  }

  private Optional<Refusal> filters() {
    SymbolSpec spec = market.spec();
    if (!isMarket) {
      return OrderFilters.limit(spec, request.price(), request.quantity());
    }
    if (request.quoteQuantity() > 0) {
      long most = Fixed8.multiply(bookPrice(), spec.maxQuantity(), RoundingMode.DOWN);
      return request.quoteQuantity() > most
          ? Optional.of(Refusal.LOT_SIZE)
          : OrderFilters.quoteMarket(spec, request.quoteQuantity(), quantity());
    }
    return OrderFilters.market(spec, top.orElseThrow().lastPrice(), request.quantity());
  }

  private Optional<Refusal> bookRules() {
    boolean duplicate =
        market
            .order(request.account(), request.clientOrderId())
            .filter(o -> o.status().isOpen())
            .isPresent();
    if (duplicate) {
      return Optional.of(Refusal.DUPLICATE_ORDER);
    }
    boolean takes = isMarketable() || !own().isEmpty();
    if (request.type() == VenueOrderType.LIMIT_MAKER && takes) {
      return Optional.of(Refusal.WOULD_TAKE);
    }
    long free = settlement.wallet(request.account()).of(market.spends(request.side())).free();
    return lockAmount() > free ? Optional.of(Refusal.INSUFFICIENT_BALANCE) : Optional.empty();
  }

  /** Places it; only after {@link #refusal} said nothing. */
  List<Execution> execute(long time) {
    List<Execution> events = new ArrayList<>();
    OrderState order = new OrderState(market.nextOrderId(), request, quantity(), time);
    long takes = takes();
    List<OrderState> inFront = ownInFront();
    events.add(settlement.accept(market, order, lockAmount()));
    order = meet(order, inFront, events, time);
    if (takes > 0) {
      Execution trade =
          settlement.fill(market, order, takes, bookPrice(), lockPrice(), false, time);
      events.add(trade);
      order = trade.order();
    }
    if (order.status().isOpen() && !isFillOrKill()) {
      order = meet(order, own(), events, time);
    }
    if (!order.status().isOpen()) {
      return events;
    }
    if (rests()) {
      market.resting.add(order.side(), order.price(), order.orderId());
    } else {
      events.add(settlement.expire(market, order, time));
    }
    return events;
  }

  /** Meets own orders on the other side, one after the other; the order after that. */
  private OrderState meet(
      OrderState order, List<OrderState> own, List<Execution> events, long time) {
    SelfTradePrevention mode = request.selfTradePrevention();
    for (OrderState maker : own) {
      PreventedMatch match =
          new PreventedMatch(
              market.nextPreventedMatchId(),
              order.orderId(),
              maker.orderId(),
              maker.price(),
              Math.min(order.remaining(), maker.remaining()),
              mode.expiresTaker() ? order.remaining() : 0,
              mode.expiresMaker() ? maker.remaining() : 0);
      if (mode.expiresMaker()) {
        market.resting.remove(maker.side(), maker.price(), maker.orderId());
        events.add(settlement.prevent(market, maker, match, time));
      }
      if (mode.expiresTaker()) {
        Execution end = settlement.prevent(market, order, match, time);
        events.add(end);
        return end.order();
      }
    }
    return order;
  }

  /**
   * Own orders on the other side that it would meet, best first; none when nothing is prevented.
   */
  private List<OrderState> own() {
    if (!request.selfTradePrevention().isOn()) {
      return List.of();
    }
    Side other = request.side() == Side.BUY ? Side.SELL : Side.BUY;
    long any = other == Side.BUY ? 0 : Long.MAX_VALUE;
    return market.resting.upTo(other, isMarket ? any : request.price()).stream()
        .map(market::order)
        .filter(o -> o.account().equals(request.account()))
        .toList();
  }

  private List<OrderState> ownInFront() {
    return own().stream().filter(o -> top.isEmpty() || isBetter(o)).toList();
  }

  private boolean isBetter(OrderState own) {
    return own.side() == Side.BUY ? own.price() > bookPrice() : own.price() < bookPrice();
  }

  private boolean isFillOrKill() {
    return request.type() == VenueOrderType.LIMIT && request.timeInForce() == TimeInForce.FOK;
  }

  private boolean isMarketable() {
    return top.isPresent() && (isMarket || top.get().isMarketable(request.side(), request.price()));
  }

  private boolean rests() {
    return request.type() == VenueOrderType.LIMIT_MAKER
        || (request.type() == VenueOrderType.LIMIT && request.timeInForce() == TimeInForce.GTC);
  }

  /** What fills at once. */
  private long takes() {
    boolean ends = request.selfTradePrevention().expiresTaker() && !ownInFront().isEmpty();
    if (!isMarketable() || ends) {
      return 0;
    }
    long size = Fixed8.floorTo(top.orElseThrow().size(), market.spec().stepSize());
    boolean killed = isFillOrKill() && size < quantity();
    return killed ? 0 : Math.min(quantity(), size);
  }

  private long quantity() {
    return request.quoteQuantity() > 0
        ? Fixed8.floorTo(
            Fixed8.divide(request.quoteQuantity(), bookPrice(), RoundingMode.DOWN),
            market.spec().stepSize())
        : request.quantity();
  }

  private long bookPrice() {
    return top.orElseThrow().takerPrice(request.side());
  }

  private long lockPrice() {
    return isMarket ? bookPrice() : request.price();
  }

  /** What the order holds back; a MARKET order needs funds only for what the book gives it. */
  private long lockAmount() {
    return Settlement.locked(request.side(), lockPrice(), isMarket ? takes() : request.quantity());
  }
}
