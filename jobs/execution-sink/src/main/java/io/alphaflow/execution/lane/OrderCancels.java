package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.CancelResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.order.OrderState;
import io.alphaflow.execution.order.OrderTracker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Cancels orders until they have ended. Nothing holds a cancel back: they are all sent at once,
 * whatever else waits for an answer. To cancel again is harmless, so a cancel of which nothing is
 * known is sent again, after pauses that grow. The wish is kept with the order, in the lane's
 * state. On the lane's thread.
 */
final class OrderCancels {

  private static final int LONG_UNCONFIRMED = 4;

  private final TradingSession session;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private final OrderQueries queries;

  /** What is being cancelled, or will be again after a pause. */
  private final Map<OrderTracker, Backoff> trying = new HashMap<>();

  private final Set<OrderTracker> refused = new HashSet<>();
  private int unanswered;

  OrderCancels(
      TradingSession session,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts,
      OrderQueries queries) {
    this.session = session;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
    this.queries = queries;
  }

  /**
   * An order that was sent shall work no longer.
   *
   * @param atOnce whether to try even if it is not known to work: it may, and then the venue's
   *     matching engine knows it before its lookup does
   */
  void want(OrderTracker order, boolean atOnce) {
    order.wantCancel(lane);
    if (atOnce || order.state().isWorking()) {
      attempt(order);
    }
  }

  /** Cancels an order if that is wanted and it is known to work. */
  void check(OrderTracker order) {
    if (order.isCancelWanted() && order.state().isWorking()) {
      attempt(order);
    }
  }

  /** Cancels whose answer is awaited. */
  int unanswered() {
    return unanswered;
  }

  private void attempt(OrderTracker order) {
    if (!order.hasEnded() && trying.putIfAbsent(order, new Backoff()) == null) {
      send(order);
    }
  }

  private void send(OrderTracker order) {
    InstrumentId instrument = InstrumentId.parse(order.request().instrument());
    unanswered++;
    host.asks(order.request(), "to cancel it");
    lane.when(
        session.cancel(instrument, order.request().order().clientOrderId()),
        (result, error) -> {
          unanswered--;
          answered(
              order, error == null ? result : new CancelResult.Unknown(LaneAlerts.reason(error)));
        });
  }

  private void answered(OrderTracker order, CancelResult result) {
    if (result instanceof CancelResult.Canceled canceled) {
      lane.observe(order, canceled.view());
    }
    if (order.hasEnded()) {
      stop(order);
    } else if (result instanceof CancelResult.NotOpen && order.state().isUnresolved()) {
      // It may be on its way. It is asked for already, and cancelled as soon as it is found.
      stop(order);
    } else if (result instanceof CancelResult.NotOpen) {
      queries.resolve(order);
      again(order, 0, "the venue says that it does not work, and does not say how it ended");
    } else if (result instanceof CancelResult.Refused no) {
      refused(order, no);
    } else if (result instanceof CancelResult.Unknown unknown) {
      again(order, 0, unknown.reason());
    }
  }

  private void refused(OrderTracker order, CancelResult.Refused no) {
    String reason = no.code() + ": " + no.message();
    if (refused.add(order)) {
      alerts.order(
          Severity.CRITICAL,
          "CANCEL_REFUSED",
          order.request(),
          "the venue refused to cancel it, it will be tried again: " + reason);
    }
    if (no.retryAfterMillis() == 0 && order.state() != OrderState.SENT) {
      queries.resolve(order);
    }
    again(order, no.retryAfterMillis(), reason);
  }

  private void again(OrderTracker order, long atLeastMillis, String reason) {
    Backoff backoff = trying.get(order);
    host.after(
        Math.max(atLeastMillis, backoff.next()),
        () -> {
          if (order.hasEnded()) {
            stop(order);
            return;
          }
          if (backoff.attempts() == LONG_UNCONFIRMED) {
            alerts.order(
                Severity.CRITICAL,
                "CANCEL_UNCONFIRMED",
                order.request(),
                "it is not known for long whether it is cancelled, it is tried again: " + reason);
          }
          send(order);
        });
  }

  private void stop(OrderTracker order) {
    trying.remove(order);
    refused.remove(order);
  }
}
