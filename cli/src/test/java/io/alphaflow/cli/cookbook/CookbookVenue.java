package io.alphaflow.cli.cookbook;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderTracker;
import io.alphaflow.execution.order.TrackerOutput;
import io.alphaflow.simulator.matching.Balance;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.MatchingRules;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The simulated exchange's engine and the desk's order tracking without network and wall clock: an
 * order reaches the engine a delay after its decision that follows from its id.
 */
final class CookbookVenue implements TrackerOutput {

  /** 0.05 % for makers, 0.1 % for takers, a tick to each side, 45 at the top. */
  private static final MatchingRules RULES = new MatchingRules(50_000, 100_000, 1, Fixed8.of(45));

  private static final long LEAST_DELAY = 60_000;
  private static final int DELAYS = 2_500_000;

  private record Arrival(long time, long number, Decision decision) {}

  private final MatchingEngine engine;
  private final PriorityQueue<Arrival> arrivals =
      new PriorityQueue<>(
          Comparator.comparingLong(Arrival::time).thenComparingLong(Arrival::number));
  private final Map<String, OrderTracker> trackers = new TreeMap<>();
  private final Consumer<ExecutionReport> reports;
  private long number;

  CookbookVenue(
      List<SymbolSpec> symbols, Map<String, Long> accounts, Consumer<ExecutionReport> out) {
    engine = new MatchingEngine(symbols, RULES);
    accounts.forEach((name, cash) -> engine.openAccount(name, Map.of("USD", cash), Map.of()));
    reports = out;
  }

  static String symbol(String instrument) {
    return InstrumentId.parse(instrument).symbol().replace("/", "");
  }

  List<Balance> balances(String account) {
    return engine.balances(account);
  }

  /** An approved decision or a cancellation on its way. */
  void send(Decision decision) {
    String key = decision.account() + decision.sequence();
    long delay = LEAST_DELAY + Math.floorMod(key.hashCode() * 0x9E3779B1L, DELAYS);
    decision
        .approvedOrder()
        .ifPresent(
            order ->
                trackers.put(
                    order.clientOrderId(), new OrderTracker(OrderRequest.of(decision, order, 0))));
    arrivals.add(new Arrival(decision.time() + delay, number++, decision));
  }

  /** What reaches the engine before a time. */
  void advance(long time) {
    while (!arrivals.isEmpty() && arrivals.peek().time() < time) {
      Arrival arrival = arrivals.poll();
      Decision decision = arrival.decision();
      decision.approvedOrder().ifPresent(order -> place(decision, order, arrival.time()));
      for (String id : decision.cancels()) {
        engine
            .order(decision.account(), symbol(decision.instrument()), id)
            .ifPresent(
                o ->
                    observe(
                        decision.instrument(),
                        engine.cancel(
                            o.account(), o.symbol(), o.orderId(), "c-" + id, 0, arrival.time())));
      }
    }
  }

  /** A recorded trade. */
  void trade(String instrument, long price, long quantity, long time) {
    observe(instrument, engine.trade(symbol(instrument), price, quantity, time));
  }

  private void place(Decision decision, OrderIntent order, long time) {
    PlaceResult result = engine.place(request(decision, order), time);
    if (result instanceof PlaceResult.Accepted accepted) {
      observe(decision.instrument(), accepted.executions());
    } else if (result instanceof PlaceResult.Refused refused) {
      trackers.get(order.clientOrderId()).rejected(refused.why().name(), this);
    }
  }

  private static NewOrder request(Decision decision, OrderIntent order) {
    return new NewOrder(
        decision.account(),
        symbol(decision.instrument()),
        order.clientOrderId(),
        order.side(),
        type(order.orderType()),
        order.timeInForce(),
        order.quantity(),
        0,
        order.limitPrice(),
        order.triggerPrice(),
        0,
        SelfTradePrevention.EXPIRE_TAKER,
        0);
  }

  private static VenueOrderType type(OrderType type) {
    return VenueOrderType.valueOf(type.name());
  }

  private void observe(String instrument, List<Execution> executions) {
    for (Execution execution : executions) {
      OrderTracker tracker = trackers.get(execution.order().clientOrderId());
      tracker.observe(view(InstrumentId.parse(instrument), execution), this);
    }
  }

  private static OrderView view(InstrumentId instrument, Execution execution) {
    OrderState order = execution.order();
    List<Fill> fills = new ArrayList<>();
    execution
        .fill()
        .ifPresent(
            f ->
                fills.add(
                    new Fill(
                        f.tradeId(),
                        f.quantity(),
                        f.price(),
                        f.commission(),
                        f.commissionAsset(),
                        f.maker(),
                        f.timeMicros())));
    return new OrderView(
        instrument,
        order.clientOrderId(),
        Long.toString(order.orderId()),
        status(order),
        order.executedQuantity(),
        order.acceptedMicros(),
        order.updatedMicros(),
        fills,
        order.expiryReason().map(Enum::name).orElse(""));
  }

  private static OrderStatus status(OrderState order) {
    return switch (order.status()) {
      case NEW -> OrderStatus.NEW;
      case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
      case FILLED -> OrderStatus.FILLED;
      case CANCELED -> OrderStatus.CANCELED;
      default -> OrderStatus.EXPIRED;
    };
  }

  @Override
  public void report(ExecutionReport report) {
    reports.accept(report);
  }

  @Override
  public void problem(String code, OrderRequest order, String message) {
    throw new IllegalStateException(code + ": " + order + ": " + message);
  }
}
