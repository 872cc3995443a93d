package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Replaced;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.MatchingMode;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.NewOrderPair;
import io.alphaflow.simulator.matching.PairResult;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The exchange of one variant: the matching engine of the simulated exchange, with reports as the
 * execution job writes them. It is told the market's prices only while an order of the instrument
 * is open, and before one is placed: what happened before makes no difference to it.
 */
final class Venue {

  /** Why an order is refused at a rate. */
  private static final String REFUSED = "REJECT_RATE";

  private final String account;
  private final MatchingEngine engine;
  private final Map<String, Prices> prices;
  private final Consumer<ExecutionReport> reports;
  private final Frictions frictions;
  private final OpenOrders openOrders;
  private final Map<String, VenueOrder> orders = new HashMap<>();

  /** Orders that have been decided and are not here yet. */
  private final Map<String, VenueOrder> underWay = new HashMap<>();

  /** Orders that have ended, which the desk does not know yet. */
  private final Map<String, VenueOrder> untold = new HashMap<>();

  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Integer> open = new HashMap<>();
  private final Map<String, Long> owed = new HashMap<>();

  /** Hears whether there are open orders of an instrument. */
  interface OpenOrders {
    /** There are now, or there are no more. */
    void changed(String instrument, boolean any);
  }

  /**
   * A venue at which the account has money and nothing else.
   *
   * @param prices by instrument
   * @param lends whether it lends as much of each base asset as an order may sell
   * @param reports get what happens to orders
   */
  Venue(
      String account,
      FillRules rules,
      Map<String, Prices> prices,
      String currency,
      long cash,
      boolean lends,
      Consumer<ExecutionReport> reports,
      OpenOrders openOrders) {
    this.account = account;
    this.frictions = rules.frictions();
    this.openOrders = openOrders;
    this.prices = prices;
    this.reports = reports;
    this.engine =
        new MatchingEngine(
            prices.values().stream().map(p -> p.listing().spec()).toList(), rules.matching());
    for (Prices of : prices.values()) {
      engine.volume(of.listing().symbol(), of);
      if (rules.mode() == MatchingMode.SHADOW) {
        engine.recordedBook(of.listing().symbol(), of.depth());
      }
    }
    Map<String, Long> free = new HashMap<>(Map.of(currency, cash));
    if (lends) {
      prices.values().forEach(p -> free.put(p.listing().id().base(), p.listing().maxQuantity()));
    }
    engine.openAccount(account, free, Map.of());
  }

  /** What the account has there. */
  List<Balance> balances() {
    return engine.balances(account);
  }

  /**
   * Takes a cost from the account, and what it owes of earlier ones. What own orders hold cannot be
   * taken: what is not free is owed until the next charge.
   */
  void charge(String asset, long amount) {
    long due = Math.addExact(owed(asset), amount);
    owed.put(asset, due - engine.charge(account, asset, due));
  }

  /** What has been charged and could not be taken so far. */
  long owed(String asset) {
    return owed.getOrDefault(asset, 0L);
  }

  /** Open orders of an instrument that wait for a trigger: their trigger prices. */
  long[] triggers(String instrument) {
    return engine.openOrders(account, symbol(instrument)).stream()
        .filter(order -> order.request().type().isContingent() && !order.working())
        .mapToLong(order -> order.request().stopPrice())
        .toArray();
  }

  /** The market traded. */
  void trade(String instrument, long price, long quantity, long time) {
    report(engine.trade(symbol(instrument), price, quantity, time), time);
    seen.put(instrument, prices.get(instrument).count());
  }

  /** The recorded book is another one. */
  void bookChanged(String instrument) {
    engine.bookChanged(symbol(instrument));
  }

  /**
   * The order of a decision leaves for here.
   *
   * @param order the first or only one
   * @param replaced the one in whose place it stands: on its way itself, open, or ended without the
   *     desk knowing
   */
  record Sent(VenueOrder order, Optional<VenueOrder> replaced) {}

  /**
   * The order of a decision leaves for here: what it stands in the place of is what is known now.
   */
  Sent sent(Decision decision) {
    OrderIntent intent = decision.order();
    Optional<VenueOrder> replaced = intent.replaced().map(r -> known(r.order().clientOrderId()));
    VenueOrder order = new VenueOrder(decision, intent);
    underWay.put(intent.clientOrderId(), order);
    return new Sent(order, replaced);
  }

  private VenueOrder known(String clientOrderId) {
    VenueOrder there = orders.getOrDefault(clientOrderId, untold.get(clientOrderId));
    return there == null ? underWay.get(clientOrderId) : there;
  }

  /** The desk has been told of the end of an order. */
  void told(String clientOrderId) {
    untold.remove(clientOrderId);
  }

  /** An order arrives. */
  void place(Sent sent, long time) {
    VenueOrder placed = sent.order();
    Decision decision = placed.decision();
    OrderIntent order = placed.order();
    underWay.remove(order.clientOrderId());
    catchUp(decision.instrument(), time);
    if (order.second().isPresent()) {
      place(placed, order.second().get(), time);
      return;
    }
    long quantity = order.quantity();
    if (sent.replaced().isPresent()) {
      quantity -= takeBack(sent.replaced().get(), order.replaced().orElseThrow(), time);
      placed.placing(quantity);
    }
    if (quantity <= 0) {
      reports.accept(placed.ended(ExecutionType.NOT_PLACED, "", time, "REPLACED_ORDER_FILLED"));
      return;
    }
    if (frictions.refuses(order.clientOrderId())) {
      reports.accept(placed.ended(ExecutionType.REJECTED, "", time, REFUSED));
      return;
    }
    PlaceResult result = engine.place(request(decision, order, quantity, time), time);
    if (result instanceof PlaceResult.Refused refused) {
      reports.accept(placed.ended(ExecutionType.REJECTED, "", time, refused.why().name()));
      return;
    }
    accepted(placed, ((PlaceResult.Accepted) result).order().orderId(), time);
    report(((PlaceResult.Accepted) result).executions(), time);
  }

  /** Places both orders of a pair of which one cancels the other, or none. */
  private void place(VenueOrder first, OrderIntent stop, long time) {
    Decision decision = first.decision();
    OrderIntent resting = first.order();
    VenueOrder second = new VenueOrder(decision, stop);
    if (frictions.refuses(resting.clientOrderId())) {
      for (VenueOrder order : List.of(first, second)) {
        reports.accept(order.ended(ExecutionType.REJECTED, "", time, REFUSED));
      }
      return;
    }
    PairResult result =
        engine.place(
            new NewOrderPair(
                resting.clientOrderId(),
                request(decision, stop, stop.quantity(), time),
                request(decision, resting, resting.quantity(), time)),
            time);
    if (result instanceof PairResult.Refused refused) {
      for (VenueOrder order : List.of(first, second)) {
        reports.accept(order.ended(ExecutionType.REJECTED, "", time, refused.why().name()));
      }
      return;
    }
    for (VenueOrder order : List.of(first, second)) {
      String id = order.order().clientOrderId();
      engine
          .order(account, symbol(decision.instrument()), id)
          .ifPresent(state -> accepted(order, state.orderId(), time));
    }
    report(((PairResult.Accepted) result).executions(), time);
  }

  private void accepted(VenueOrder order, long orderId, long time) {
    orders.put(order.order().clientOrderId(), order);
    if (open.merge(order.instrument(), 1, Integer::sum) == 1) {
      openOrders.changed(order.instrument(), true);
    }
    reports.accept(order.accepted(orderId, time));
  }

  /** Makes the order of a decision smaller, if it is open and not filled so far. */
  void amend(Decision decision, long time) {
    String id = decision.amended().orElseThrow().clientOrderId();
    VenueOrder order = orders.get(id);
    if (order == null) {
      return;
    }
    catchUp(order.instrument(), time);
    String symbol = symbol(order.instrument());
    engine
        .order(account, symbol, id)
        .map(o -> engine.amend(account, symbol, o.orderId(), id, decision.workQuantity(), time))
        .filter(PlaceResult.Accepted.class::isInstance)
        .map(result -> Long.toString(((PlaceResult.Accepted) result).order().orderId()))
        .ifPresent(
            venueId ->
                reports.accept(order.amended(decision, decision.workQuantity(), venueId, time)));
  }

  /** Cancels an order if it is open. */
  void cancel(String clientOrderId, long time) {
    VenueOrder open = orders.get(clientOrderId);
    if (open == null) {
      return;
    }
    catchUp(open.instrument(), time);
    engine
        .order(account, symbol(open.instrument()), clientOrderId)
        .ifPresent(
            order ->
                report(
                    engine.cancel(account, order.symbol(), order.orderId(), clientOrderId, 0, time),
                    time));
  }

  /** Cancels the order that another stands in the place of; what it filled since the decision. */
  private long takeBack(VenueOrder order, Replaced replaced, long time) {
    cancel(order.order().clientOrderId(), time);
    return order.filled() - replaced.filled();
  }

  private void catchUp(String instrument, long time) {
    Prices last = prices.get(instrument);
    if (last.count() != seen.getOrDefault(instrument, 0L)) {
      trade(instrument, last.price(), last.quantity(), time);
    }
  }

  private NewOrder request(Decision decision, OrderIntent order, long quantity, long time) {
    return new NewOrder(
        account,
        symbol(decision.instrument()),
        order.clientOrderId(),
        order.side(),
        VenueOrderType.valueOf(order.orderType().name()),
        order.timeInForce(),
        order.byAmount() ? 0 : quantity,
        order.quoteAmount(),
        order.limitPrice(),
        order.triggerPrice(),
        0,
        SelfTradePrevention.EXPIRE_TAKER,
        time);
  }

  private String symbol(String instrument) {
    return prices.get(instrument).listing().symbol();
  }

  private void report(List<Execution> executions, long time) {
    for (Execution execution : executions) {
      VenueOrder order = orders.get(execution.order().clientOrderId());
      if (order == null) {
        continue;
      }
      switch (execution.kind()) {
        case NEW, REPLACED -> {
          // That it is there was told; that it begins to work changes nothing for us.
        }
        case TRADE_PREVENTION -> {
          if (!execution.order().status().isOpen()) {
            end(order, ExecutionType.EXPIRED, execution, time, execution.order().status().name());
          }
        }
        case TRADE ->
            reports.accept(
                order.filled(
                    execution.fill().orElseThrow(), !execution.order().status().isOpen(), time));
        case CANCELED -> end(order, ExecutionType.CANCELED, execution, time, "");
        case EXPIRED ->
            end(
                order,
                ExecutionType.EXPIRED,
                execution,
                time,
                execution.order().expiryReason().map(Enum::name).orElse(""));
      }
      if (!execution.order().status().isOpen()) {
        forget(order);
        engine.forget(execution.order().symbol(), execution.order().orderId());
      }
    }
  }

  private void end(
      VenueOrder order, ExecutionType how, Execution execution, long time, String reason) {
    reports.accept(order.ended(how, Long.toString(execution.order().orderId()), time, reason));
  }

  private void forget(VenueOrder order) {
    String id = order.order().clientOrderId();
    if (frictions.responseLatency() > 0) {
      untold.put(id, order);
    }
    if (orders.remove(id) != null && open.merge(order.instrument(), -1, Integer::sum) == 0) {
      openOrders.changed(order.instrument(), false);
    }
  }
}
