package io.alphaflow.simulator.matching;

import static io.alphaflow.simulator.matching.OrderFilters.first;
import static io.alphaflow.simulator.matching.OrderFilters.when;

import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.book.OrderBook;
import java.util.Optional;

/** Why a request would be refused by the market as it is now. Changes nothing. */
final class OrderChecks {

  private final Market market;
  private final Settlement settlement;
  private final OrderFilters filters;

  OrderChecks(Market market, Settlement settlement) {
    this.market = market;
    this.settlement = settlement;
    this.filters = new OrderFilters(market);
  }

  /** Why one order would be refused. */
  Optional<Refusal> ofOrder(NewOrder order) {
    if (isClosed(order)) {
      return Optional.of(Refusal.NO_MARKET);
    }
    boolean isMarket = order.type() == VenueOrderType.MARKET;
    Sweep sweep = isMarket ? sweep(order) : null;
    if (order.quoteQuantity() > 0) {
      if (sweep.isEmpty()) {
        return Optional.of(Refusal.NO_LIQUIDITY);
      }
      if (sweep.isBeyond(order.quoteQuantity())) {
        return Optional.of(Refusal.LOT_SIZE);
      }
    }
    long quantity =
        order.quoteQuantity() > 0 ? sweep.quantityFor(order.quoteQuantity()) : order.quantity();
    Optional<Refusal> broken =
        filters.ofOrder(order, quantity).or(() -> ofAccount(order, quantity));
    if (broken.isPresent()) {
      return broken;
    }
    return first(
        ofBook(order),
        when(
            isMarket
                ? lacks(
                    order, order.side() == Side.BUY ? sweep.costs(quantity) : sweep.fills(quantity))
                : lacks(order, need(order)),
            Refusal.INSUFFICIENT_BALANCE));
  }

  private Sweep sweep(NewOrder order) {
    return order.quoteQuantity() > 0
        ? Sweep.forQuote(market, order.side(), order.quoteQuantity())
        : new Sweep(market, order.side(), order.quantity());
  }

  /** Why a pair would be refused; the names of lists are not looked at. */
  Optional<Refusal> ofPair(NewOrderPair pair, int openLists) {
    NewOrder stop = pair.stop();
    NewOrder other = pair.other();
    if (isClosed(stop) || market.lastPrice() == 0) {
      return Optional.of(Refusal.NO_MARKET);
    }
    int contingent = other.type().isContingent() ? 2 : 1;
    Wallet wallet = settlement.wallet(stop.account());
    Optional<Refusal> broken =
        first(
            filters.ofOrder(stop, stop.quantity()),
            filters.ofOrder(other, other.quantity()),
            filters.ofAccount(other, other.quantity(), 2, contingent, wallet));
    if (broken.isPresent()) {
      return broken;
    }
    return first(
        when(openLists >= market.spec().limits().maxOrderLists(), Refusal.MAX_NUM_ORDER_LISTS),
        when(stop.clientOrderId().equals(other.clientOrderId()), Refusal.DUPLICATE_ORDER),
        when(!pricesFit(stop, other), Refusal.PAIR_PRICES),
        ofBook(stop),
        ofBook(other),
        when(lacks(stop, Math.max(need(stop), need(other))), Refusal.INSUFFICIENT_BALANCE));
  }

  /** Why an order would not be made smaller; the order is open. */
  Optional<Refusal> ofAmendment(OrderState order, String clientOrderId, long quantity) {
    boolean renames = !clientOrderId.equals(order.clientOrderId());
    long amends = market.amendments.stream().filter(a -> a.orderId() == order.orderId()).count();
    return first(
            when(market.status() != TradingStatus.TRADING, Refusal.NO_MARKET),
            when(quantity == order.quantity(), Refusal.NO_CHANGE),
            when(quantity > order.quantity(), Refusal.INCREASE),
            // What has filled cannot be taken back; the venue's words for it are not documented.
            when(quantity <= order.quantity() - order.remaining(), Refusal.UNKNOWN_ORDER))
        .or(() -> filters.ofAmendment(order, quantity, amends))
        .or(
            () ->
                when(
                    renames && market.isTaken(order.account(), clientOrderId),
                    Refusal.DUPLICATE_ORDER));
  }

  private boolean isClosed(NewOrder order) {
    boolean needsPrice = order.type() == VenueOrderType.MARKET && market.lastPrice() == 0;
    return market.status() != TradingStatus.TRADING || needsPrice;
  }

  private Optional<Refusal> ofAccount(NewOrder order, long quantity) {
    return filters.ofAccount(
        order,
        quantity,
        1,
        order.type().isContingent() ? 1 : 0,
        settlement.wallet(order.account()));
  }

  private Optional<Refusal> ofBook(NewOrder order) {
    return first(
        when(market.isTaken(order.account(), order.clientOrderId()), Refusal.DUPLICATE_ORDER),
        when(order.type() == VenueOrderType.LIMIT_MAKER && takes(order), Refusal.WOULD_TAKE),
        when(order.type().isContingent() && isTriggered(order), Refusal.WOULD_TRIGGER));
  }

  private boolean takes(NewOrder order) {
    Side makers = order.side().opposite();
    boolean meetsLevel =
        market.liquidity().levels(order.side()).stream()
            .anyMatch(l -> OrderBook.reaches(makers, l.price(), order.price()));
    if (meetsLevel || market.liquidity().customersMeet()) {
      long best = market.book.best(makers);
      return meetsLevel || best > 0 && OrderBook.reaches(makers, best, order.price());
    }
    return order.selfTradePrevention().isOn()
        && market.open(order.account()).all().stream()
            .anyMatch(
                o ->
                    o.side() == makers
                        && o.working()
                        && OrderBook.reaches(makers, o.price(), order.price()));
  }

  private boolean isTriggered(NewOrder order) {
    long last = market.lastPrice();
    if (last == 0) {
      return false;
    }
    return order.type().triggersAbove(order.side())
        ? last >= order.stopPrice()
        : last <= order.stopPrice();
  }

  /** Whether the market's price is between that of the stop loss and that of the other order. */
  private boolean pricesFit(NewOrder stop, NewOrder other) {
    long last = market.lastPrice();
    long far = other.type() == VenueOrderType.TAKE_PROFIT ? other.stopPrice() : other.price();
    return stop.side() == Side.SELL
        ? far > last && last > stop.stopPrice()
        : far < last && last < stop.stopPrice();
  }

  private boolean lacks(NewOrder order, long amount) {
    return amount > settlement.wallet(order.account()).of(market.spends(order.side())).free();
  }

  private static long need(NewOrder order) {
    return OrderState.accepted(1, OrderState.NO_LIST, order, order.quantity(), 0).need();
  }
}
