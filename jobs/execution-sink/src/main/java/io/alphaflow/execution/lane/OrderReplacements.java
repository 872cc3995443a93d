package io.alphaflow.execution.lane;

import io.alphaflow.common.model.Replaced;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.ReplaceResult;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderState;
import io.alphaflow.execution.order.OrderTracker;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts orders in the place of others. While nothing of the old one is filled and the venue can do
 * both in one request, that is sent, once. Otherwise the old one is cancelled until its end is
 * certain, and then the new one is sent like any order, less what the old one filled after the
 * decision. When the old one filled whole, the new one is not placed.
 *
 * <p>Whether the new one is at the venue says nothing of how much it is for until the old one's end
 * is known; so nothing of it is reported before. When the answer to the one request does not come,
 * both are asked for. If the new one never arrived, the old one is left as it is: nothing is sent
 * again. On the lane's thread.
 */
final class OrderReplacements {

  static final String REPLACED_ORDER_FILLED = "REPLACED_ORDER_FILLED";

  private final LaneState state;
  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final OrderQueries queries;
  private final OrderCancels cancels;
  private final OrderSubmissions submissions;

  /** Orders that wait for the end of another, by its client order id. */
  private final Map<String, OrderTracker> waiting = new HashMap<>();

  OrderReplacements(
      LaneState state,
      TradingSession session,
      ExecutionOptions options,
      LaneHost host,
      ExchangeLane lane,
      OrderQueries queries,
      OrderCancels cancels,
      OrderSubmissions submissions) {
    this.state = state;
    this.session = session;
    this.options = options;
    this.host = host;
    this.lane = lane;
    this.queries = queries;
    this.cancels = cancels;
    this.submissions = submissions;
  }

  /** Orders that wait for the end of another. */
  int waiting() {
    return waiting.size();
  }

  /**
   * Waits for the end of the order in whose place one stands. An order that the lane does not know
   * is taken over, and so cancelled.
   */
  void follow(OrderTracker order) {
    if (!order.waitsForReplaced()) {
      return;
    }
    OrderRequest request = order.request();
    Replaced replaced = replaced(order);
    OrderTracker old =
        state
            .find(replaced.order().clientOrderId())
            .orElseGet(
                () ->
                    lane.takeOver(
                        OrderRequest.of(replaced.order(), request.instrument(), request)));
    waiting.put(replaced.order().clientOrderId(), order);
    settled(old);
  }

  /** An order of which nothing was sent. */
  void begin(OrderTracker order) {
    follow(order);
    if (!order.waitsForReplaced()) {
      return;
    }
    OrderTracker old = old(order);
    if (submissions.withdraw(old)) {
      lane.notPlaced(old, ExchangeLane.CANCELED_BEFORE_SEND);
    } else if (mayReplace(old, order)) {
      replace(old, order);
    } else {
      oneAfterTheOther(old, order);
    }
  }

  /** Takes an order back that was not sent yet; whether it was one. */
  boolean withdraw(OrderTracker order) {
    return order.state() == OrderState.PENDING && waiting.values().remove(order);
  }

  private boolean mayReplace(OrderTracker old, OrderTracker order) {
    return session.capabilities().replaces()
        && old.isUntouched()
        && !old.isCancelWanted()
        && replaced(order).filled() == 0
        && submissions.mayGo(order);
  }

  private void oneAfterTheOther(OrderTracker old, OrderTracker order) {
    cancels.want(old, true);
    host.after(
        options.intentTimeout().toMillis() + 1,
        () -> {
          if (withdraw(order)) {
            lane.notPlaced(order, ExchangeLane.EXPIRED_BEFORE_SEND);
          }
        });
  }

  private void replace(OrderTracker old, OrderTracker order) {
    host.asks(old.request(), "to cancel it for " + order.request().order().clientOrderId());
    host.leaves(order.request());
    TradingSession.Replacement sent =
        session.replace(old.request().order().clientOrderId(), submissions.newOrder(order));
    order.sent(sent.sentTime(), lane);
    submissions.await(
        sent.result(),
        (result, error) ->
            answered(
                old,
                order,
                error == null ? result : ReplaceResult.unknown(LaneAlerts.reason(error))));
  }

  private void answered(OrderTracker old, OrderTracker order, ReplaceResult result) {
    if (result.canceled() instanceof CancelResult.Canceled canceled) {
      lane.observe(old, canceled.view());
    } else if (result.canceled() instanceof CancelResult.Unknown) {
      queries.resolveLater(old);
    }
    if (result.placed() instanceof SubmitResult.Deferred no) {
      notBegun(old, order, no);
    } else {
      submissions.answered(order, result.placed());
    }
  }

  /**
   * The old one was not cancelled, or the venue wants no orders: the one is sent after the other.
   */
  private void notBegun(OrderTracker old, OrderTracker order, SubmitResult.Deferred no) {
    if (no.retryAfterMillis() > 0) {
      submissions.pause(no);
    }
    if (!order.deferred(lane)) {
      return;
    }
    if (order.isCancelWanted()) {
      lane.notPlaced(order, ExchangeLane.CANCELED_BEFORE_SEND);
    } else if (order.waitsForReplaced()) {
      oneAfterTheOther(old, order);
    } else {
      place(old, order);
    }
  }

  /** Something is known of an order that was not before. */
  void settled(OrderTracker order) {
    if (order.state().isFinal()) {
      OrderTracker next = waiting.remove(order.request().order().clientOrderId());
      if (next != null) {
        ended(order, next);
      }
      if (order.waitsForReplaced() && waiting.values().remove(order)) {
        // Whether the old one was cancelled with it is not known, if the answer was lost.
        OrderTracker old = old(order);
        if (!old.state().isFinal()) {
          queries.resolve(old);
        }
      }
    } else if (order.waitsForReplaced() && !order.venueOrderId().isEmpty()) {
      // It is there, so the other is not, or must not be.
      cancels.want(old(order), true);
    }
  }

  private void ended(OrderTracker old, OrderTracker next) {
    long meanwhile = Math.max(0, old.filledQuantity() - replaced(next).filled());
    next.replacedEnded(meanwhile, lane);
    if (next.state() == OrderState.PENDING) {
      place(old, next);
    } else {
      lane.learned(next);
    }
  }

  private void place(OrderTracker old, OrderTracker next) {
    if (old.state() == OrderState.FILLED || next.quantity() <= 0) {
      lane.notPlaced(next, REPLACED_ORDER_FILLED);
    } else {
      submissions.add(next);
    }
  }

  private static Replaced replaced(OrderTracker order) {
    return order.request().order().replaced().orElseThrow();
  }

  private OrderTracker old(OrderTracker order) {
    return state.find(replaced(order).order().clientOrderId()).orElseThrow();
  }
}
