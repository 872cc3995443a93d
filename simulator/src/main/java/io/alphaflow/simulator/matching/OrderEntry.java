package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One order on its way into the book, with the prices and quantities that follow from it. */
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
    if (request.type() == VenueOrderType.LIMIT_MAKER && isMarketable()) {
      return Optional.of(Refusal.WOULD_TAKE);
    }
    long free = settlement.wallet(request.account()).of(market.spends(request.side())).free();
    return lockAmount() > free ? Optional.of(Refusal.INSUFFICIENT_BALANCE) : Optional.empty();
  }

  /** Places it; only after {@link #refusal} said nothing. */
  List<Execution> execute(long time) {
    List<Execution> events = new ArrayList<>();
    OrderState order =
        new OrderState(
            market.nextOrderId(), request, quantity(), 0, 0, OrderStatus.NEW, time, time);
    events.add(settlement.accept(market, order, lockAmount()));
    long takes = takes();
    if (takes > 0) {
      Execution trade =
          settlement.fill(market, order, takes, bookPrice(), lockPrice(), false, time);
      events.add(trade);
      order = trade.order();
    }
    if (!order.status().isOpen()) {
      return events;
    }
    if (rests()) {
      market.resting.add(order.side(), order.price(), order.orderId());
    } else {
      events.add(settlement.end(market, order, OrderStatus.EXPIRED, Optional.empty(), time));
    }
    return events;
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
    if (!isMarketable()) {
      return 0;
    }
    long size = Fixed8.floorTo(top.orElseThrow().size(), market.spec().stepSize());
    boolean killed =
        request.type() == VenueOrderType.LIMIT
            && request.timeInForce() == TimeInForce.FOK
            && size < quantity();
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
