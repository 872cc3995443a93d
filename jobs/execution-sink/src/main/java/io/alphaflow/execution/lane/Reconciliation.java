package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.trading.OrderView;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.OrderTracker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks from time to time, independently of the user stream, that three things agree: the orders
 * that decisions told us to place, what we know of each, and what the venue has: its open orders
 * and its trades since the last that we know. Each difference is alerted with both versions, code
 * {@code RECONCILIATION_…}, and only then asked about as after a gap of the stream; nothing is
 * overwritten.
 *
 * <p>What is on its way is no difference: the venue's answer is looked at {@value #GRACE_MILLIS} ms
 * after it came, and an order that we think has ended is asked for by itself before it is said to
 * work. A difference is told once, of the last {@value #REMEMBERED}. On the lane's thread.
 */
final class Reconciliation {

  private static final long GRACE_MILLIS = 1_000;
  private static final int REMEMBERED = 1_000;

  private final LaneState state;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private final OrderQueries queries;
  private final Set<String> told = new LinkedHashSet<>();
  private final VenueLooks looks;

  Reconciliation(
      LaneState state,
      TradingSession session,
      ExecutionOptions options,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts,
      OrderQueries queries) {
    this.state = state;
    this.options = options;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
    this.queries = queries;
    this.looks = new VenueLooks(state, session, host, lane, this::check);
  }

  /** Checks everything once. */
  void check() {
    checkDecisions();
    options.instruments().forEach(this::check);
  }

  private void checkDecisions() {
    Set<String> open = new HashSet<>();
    for (OrderTracker order : state.open()) {
      String id = order.request().order().clientOrderId();
      open.add(id);
      if (!state.toldToPlace().contains(id)) {
        differ(
            Severity.CRITICAL,
            "NO_DECISION",
            order.request().instrument(),
            id,
            "order %s is %s here, and no decision that has not ended told us to place it"
                .formatted(id, order.state()));
      }
    }
    for (String id : state.toldToPlace()) {
      if (!open.contains(id)) {
        differ(
            Severity.CRITICAL,
            "NO_ORDER",
            "",
            id,
            "a decision told us to place order %s, which has not ended and is not known here"
                .formatted(id));
      }
    }
  }

  private void check(InstrumentId instrument) {
    List<OrderTracker> working = queries.working(instrument);
    looks.openOrders(
        instrument, views -> host.after(GRACE_MILLIS, () -> compare(instrument, working, views)));
    looks.newTrades(
        instrument,
        trades -> host.after(GRACE_MILLIS, () -> trades.forEach(t -> compare(instrument, t))));
  }

  private void compare(InstrumentId instrument, List<OrderTracker> working, List<OrderView> views) {
    Map<String, OrderView> byId = new HashMap<>();
    views.forEach(view -> byId.put(view.clientOrderId(), view));
    for (OrderTracker order : working) {
      OrderView view = byId.get(order.request().order().clientOrderId());
      if (view == null) {
        notOpen(order);
      } else {
        compare(order, view);
      }
    }
    views.forEach(view -> compare(instrument, view));
  }

  /** We think that it works, and it was not among the venue's open orders. */
  private void notOpen(OrderTracker order) {
    if (order.hasEnded()) {
      return;
    }
    String id = order.request().order().clientOrderId();
    differ(
        Severity.WARNING,
        "ORDER_NOT_OPEN",
        order.request().instrument(),
        id,
        "order %s is %s here with %s filled, and the venue does not have it among its open orders"
            .formatted(id, order.state(), Fixed8.format(order.filledQuantity())));
    queries.resolve(order);
  }

  private void compare(OrderTracker order, OrderView view) {
    boolean smaller = view.quantity() > 0 && view.quantity() < order.quantity();
    if (smaller || order.awaitsView()) {
      lane.observe(order, view);
    }
    if (order.isSmallerThanDecided()) {
      smaller(order);
    }
    if (view.cumulativeQuantity() <= order.filledQuantity()) {
      return;
    }
    String id = order.request().order().clientOrderId();
    String venue = Fixed8.format(view.cumulativeQuantity());
    differ(
        Severity.WARNING,
        "FILLED",
        order.request().instrument(),
        id + "/" + venue,
        "of order %s we know %s filled, and the venue says %s"
            .formatted(id, Fixed8.format(order.filledQuantity()), venue));
    lane.observe(order, view);
  }

  private void smaller(OrderTracker order) {
    String id = order.request().order().clientOrderId();
    String size = Fixed8.format(order.quantity());
    differ(
        Severity.WARNING,
        "QUANTITY",
        order.request().instrument(),
        id + "/" + size,
        "the venue has order %s for %s, and no decision made it so small".formatted(id, size));
  }

  /** The venue has it open. */
  private void compare(InstrumentId instrument, OrderView view) {
    String id = view.clientOrderId();
    Optional<OrderTracker> ours = state.find(id);
    if (ours.isEmpty()) {
      differ(
          Severity.WARNING,
          "UNKNOWN_ORDER",
          instrument.toString(),
          id,
          "the venue has order %s (its id %s) open with %s filled, and no decision told us to place it"
              .formatted(id, view.venueOrderId(), Fixed8.format(view.cumulativeQuantity())));
    } else if (ours.get().state().isFinal()) {
      confirmStillOpen(instrument, ours.get());
    }
  }

  /** The list may be older than the end; so it is asked for by itself. */
  private void confirmStillOpen(InstrumentId instrument, OrderTracker order) {
    String id = order.request().order().clientOrderId();
    queries.lookUp(
        instrument,
        id,
        (answer, error) -> {
          if (error == null
              && answer.result() instanceof ResolveResult.Found found
              && !found.view().status().isFinal()) {
            differ(
                Severity.CRITICAL,
                "ORDER_STILL_OPEN",
                instrument.toString(),
                id,
                "order %s is %s here, and the venue has it as %s with %s filled"
                    .formatted(
                        id,
                        order.state(),
                        found.view().status(),
                        Fixed8.format(found.view().cumulativeQuantity())));
          }
        });
  }

  /** The venue has a trade after the last that we know. */
  private void compare(InstrumentId instrument, OrderFill trade) {
    Optional<OrderTracker> ours = state.find(instrument.toString(), trade.venueOrderId());
    if (ours.isPresent() && ours.get().knows(trade.fill().tradeId())) {
      return;
    }
    String what =
        "trade %d of %s at %s"
            .formatted(
                trade.fill().tradeId(),
                Fixed8.format(trade.fill().quantity()),
                Fixed8.format(trade.fill().price()));
    String subject = instrument + "/" + trade.fill().tradeId();
    if (ours.isEmpty()) {
      differ(
          Severity.CRITICAL,
          "UNKNOWN_TRADE",
          instrument.toString(),
          subject,
          "the venue has a "
              + what
              + " of its order "
              + trade.venueOrderId()
              + ", not one of ours");
      return;
    }
    String id = ours.get().request().order().clientOrderId();
    differ(
        Severity.WARNING,
        "TRADE_MISSED",
        instrument.toString(),
        subject,
        "the venue has a " + what + " of order " + id + ", of which nothing told us");
    queries.fetchFills(ours.get());
  }

  private void differ(
      Severity severity, String what, String instrument, String subject, String message) {
    String code = "RECONCILIATION_" + what;
    if (!told.add(code + "/" + subject)) {
      return;
    }
    if (told.size() > REMEMBERED) {
      Iterator<String> oldest = told.iterator();
      oldest.next();
      oldest.remove();
    }
    alerts.difference(severity, code, instrument, subject, message);
  }
}
