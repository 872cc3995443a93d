package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.NewOrder;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderState;
import io.alphaflow.execution.order.OrderTracker;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Sends orders, each once, when their turn comes and they are not too old by then. On the lane's
 * thread.
 */
final class OrderSubmissions {

  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private final OrderQueries queries;
  private final RequestTurns turns;
  private final Deque<OrderTracker> waiting = new ArrayDeque<>();
  private boolean open;
  private int unanswered;

  OrderSubmissions(
      TradingSession session,
      ExecutionOptions options,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts,
      OrderQueries queries,
      RequestTurns turns) {
    this.session = session;
    this.options = options;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
    this.queries = queries;
    this.turns = turns;
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

  /** Sends orders while turns are free. */
  void sendWaiting() {
    while (open && turns.isFree() && !waiting.isEmpty()) {
      send(waiting.poll());
    }
  }

  private void send(OrderTracker order) {
    OrderRequest request = order.request();
    if (host.wallMillis() - request.writtenAt() > options.intentTimeout().toMillis()) {
      lane.notPlaced(order, ExchangeLane.EXPIRED_BEFORE_SEND);
      return;
    }
    OrderIntent intent = request.order();
    TradingSession.Submission submission =
        session.submit(
            new NewOrder(
                InstrumentId.parse(request.instrument()),
                intent.clientOrderId(),
                intent.side(),
                intent.orderType(),
                intent.timeInForce(),
                intent.quantity(),
                intent.limitPrice(),
                intent.triggerPrice(),
                options.selfTradePrevention()));
    order.sent(submission.sentTime(), lane);
    unanswered++;
    turns.take();
    lane.when(
        submission.result(),
        (result, error) -> {
          unanswered--;
          answered(
              order, error == null ? result : new SubmitResult.Unknown(LaneAlerts.reason(error)));
          turns.answered();
        });
  }

  private void answered(OrderTracker order, SubmitResult result) {
    if (result instanceof SubmitResult.Accepted accepted) {
      lane.observe(order, accepted.view());
    } else if (result instanceof SubmitResult.Rejected rejected) {
      String reason = rejected.code() + ": " + rejected.message();
      alerts.order(
          Severity.WARNING,
          "ORDER_REJECTED",
          order.request(),
          "the venue refused the order: " + reason);
      order.rejected(reason, lane);
      lane.settle(order);
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
}
