package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.NewPair;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderState;
import io.alphaflow.execution.order.OrderTracker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Sends orders, each once, when their turn comes and they are not too old by then. While it is not
 * known whether the venue has an order, its strategy instance sends no other of the same
 * instrument: those wait, and what they hold back in the gate stays held. While the venue wants no
 * orders, all wait. An order that the venue certainly did not take, for a reason that is not its
 * own, is sent again. On the lane's thread.
 */
final class OrderSubmissions {

  private static final String UNKNOWN_ORDER_BEFORE = "UNKNOWN_ORDER_BEFORE";

  private final LaneState state;
  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private final OrderQueries queries;
  private final OrderPairs pairs;
  private final RequestTurns turns;
  private final PlacingPause pause;
  private final Deque<OrderTracker> waiting = new ArrayDeque<>();

  /** Orders that the venue let us send once more at once; there is no third time. */
  private final Set<OrderTracker> sentAgain = new HashSet<>();

  private boolean open;
  private int unanswered;

  OrderSubmissions(
      LaneState state,
      TradingSession session,
      ExecutionOptions options,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts,
      OrderQueries queries,
      OrderPairs pairs,
      RequestTurns turns) {
    this.state = state;
    this.session = session;
    this.options = options;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
    this.queries = queries;
    this.pairs = pairs;
    this.turns = turns;
    this.pause = new PlacingPause(session, host, alerts, this::sendWaiting);
  }

  /** Orders may be sent from now on. */
  void open() {
    open = true;
    sendWaiting();
  }

  /** An order that was never sent. */
  void add(OrderTracker order) {
    waiting.add(order);
    sendWaiting();
    if (waiting.contains(order) && state.unknown().contains(order.request().origin())) {
      alerts.order(
          Severity.WARNING,
          "ORDER_HELD",
          order.request(),
          "it waits: of another order of its strategy in this instrument it is not known whether"
              + " the venue has it");
      host.after(options.intentTimeout().toMillis() + 1, this::sendWaiting);
    }
  }

  /** Takes an order back that was not sent yet; whether it was one. */
  boolean withdraw(OrderTracker order) {
    return waiting.remove(order);
  }

  /** Orders that wait for their turn. */
  int waiting() {
    return waiting.size();
  }

  /** Orders whose answer is awaited. */
  int unanswered() {
    return unanswered;
  }

  /** Whether an order may be sent at this moment, if nothing speaks against it but others. */
  boolean mayGo(OrderTracker order) {
    return open
        && !isTooOld(order)
        && turns.isFree()
        && !pause.holds()
        && !state.unknown().contains(order.request().origin());
  }

  /** Sends orders while turns are free and they may go; closes those that have become too old. */
  void sendWaiting() {
    for (Optional<OrderTracker> next = next(); next.isPresent(); next = next()) {
      waiting.remove(next.get());
      send(next.get());
    }
  }

  private Optional<OrderTracker> next() {
    if (!open || waiting.isEmpty()) {
      return Optional.empty();
    }
    // The oldest is the first.
    if (isTooOld(waiting.peek())) {
      return Optional.of(waiting.peek());
    }
    if (!turns.isFree() || pause.holds()) {
      return Optional.empty();
    }
    Set<OrderRequest.Origin> unknown = state.unknown();
    return waiting.stream()
        .filter(order -> !unknown.contains(order.request().origin()))
        .findFirst();
  }

  private boolean isTooOld(OrderTracker order) {
    long age = host.wallMillis() - order.request().writtenAt();
    return age > options.intentTimeout().toMillis();
  }

  private void send(OrderTracker order) {
    OrderRequest request = order.request();
    if (isTooOld(order)) {
      boolean held = state.unknown().contains(request.origin());
      lane.notPlaced(order, held ? UNKNOWN_ORDER_BEFORE : ExchangeLane.EXPIRED_BEFORE_SEND);
      return;
    }
    Optional<OrderTracker> second = pairs.waitingSecond(order);
    if (second.isPresent()) {
      send(order, second.get());
      return;
    }
    host.leaves(request);
    TradingSession.Submission submission = session.submit(newOrder(order));
    order.sent(submission.sentTime(), lane);
    await(
        submission.result(),
        (result, error) ->
            answered(
                order,
                error == null ? result : new SubmitResult.Unknown(LaneAlerts.reason(error))));
  }

  /** A pair, in one request. */
  private void send(OrderTracker first, OrderTracker second) {
    host.leaves(first.request());
    host.leaves(second.request());
    TradingSession.PairSubmission submission =
        session.submit(new NewPair(newOrder(first), newOrder(second)));
    first.sent(submission.sentTime(), lane);
    second.sent(submission.sentTime(), lane);
    await(
        submission.result(),
        (result, error) -> {
          SubmitResult lost =
              error == null ? null : new SubmitResult.Unknown(LaneAlerts.reason(error));
          SubmitResult ofSecond = error == null ? result.stop() : lost;
          // When they are to be sent again, the first stands for both.
          if (!(ofSecond instanceof SubmitResult.Deferred)) {
            answered(second, ofSecond);
          }
          answered(first, error == null ? result.resting() : lost);
        });
  }

  /** The order as the venue gets it. */
  NewOrder newOrder(OrderTracker order) {
    OrderIntent intent = order.request().order();
    return new NewOrder(
            InstrumentId.parse(order.request().instrument()),
            intent.clientOrderId(),
            intent.side(),
            intent.orderType(),
            intent.timeInForce(),
            order.quantity(),
            intent.limitPrice(),
            intent.triggerPrice(),
            options.selfTradePrevention())
        .spending(intent.quoteAmount());
  }

  /** Something with an order in it was sent: it takes a turn until there is an answer. */
  <T> void await(CompletableFuture<T> answer, BiConsumer<T, Throwable> then) {
    unanswered++;
    turns.take();
    lane.when(
        answer,
        (result, error) -> {
          unanswered--;
          then.accept(result, error);
          turns.answered();
        });
  }

  /** The venue wants no orders now. */
  void pause(SubmitResult.Deferred no) {
    pause.ask(no);
  }

  /** What became of an order that was sent. */
  void answered(OrderTracker order, SubmitResult result) {
    if (result instanceof SubmitResult.Deferred deferred) {
      deferred(order, deferred);
      return;
    }
    sentAgain.remove(order);
    if (result instanceof SubmitResult.Accepted accepted) {
      lane.observe(order, accepted.view());
    } else if (result instanceof SubmitResult.Rejected rejected) {
      rejected(order, rejected.code() + ": " + rejected.message());
    } else if (result instanceof SubmitResult.Unknown unknown && order.state() == OrderState.SENT) {
      order.unknown(lane);
      alerts.order(
          Severity.WARNING,
          "ORDER_UNKNOWN",
          order.request(),
          "it is not known whether the venue has the order, it will be asked: " + unknown.reason());
      queries.resolveLater(order);
    }
  }

  private Optional<OrderTracker> sentSecond(OrderTracker first) {
    return pairs.second(first).filter(other -> other.state() == OrderState.SENT);
  }

  private void rejected(OrderTracker order, String reason) {
    alerts.order(
        Severity.WARNING,
        "ORDER_REJECTED",
        order.request(),
        "the venue refused the order: " + reason);
    order.rejected(reason, lane);
    lane.settle(order);
  }

  private void deferred(OrderTracker order, SubmitResult.Deferred no) {
    boolean atOnce = no.retryAfterMillis() == 0;
    if (atOnce && !sentAgain.add(order)) {
      sentAgain.remove(order);
      Optional<OrderTracker> second = sentSecond(order);
      rejected(order, no.code() + ": " + no.message());
      second.ifPresent(other -> rejected(other, no.code() + ": " + no.message()));
      return;
    }
    pause.ask(no);
    sentSecond(order).ifPresent(other -> other.deferred(lane));
    if (order.deferred(lane)) {
      if (order.isCancelWanted()) {
        lane.notPlaced(order, ExchangeLane.CANCELED_BEFORE_SEND);
      } else {
        waiting.addFirst(order);
      }
    }
  }
}
