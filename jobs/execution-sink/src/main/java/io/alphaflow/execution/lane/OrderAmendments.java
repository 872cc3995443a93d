package io.alphaflow.execution.lane;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.trading.AmendResult;
import io.alphaflow.exchange.trading.ResolveResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.execution.ExecutionOptions;
import io.alphaflow.execution.order.AmendRequest;
import io.alphaflow.execution.order.Amendment;
import io.alphaflow.execution.order.OrderTracker;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes orders smaller where they stand. Of one order one such request is on the way at a time; the
 * next goes when it is certain that the one before cannot arrive any more. An order only becomes
 * smaller, so what it is for tells whether a request was done: when there is no answer, the order
 * is asked for, and when it is still larger, a settle time after the request has become void, that
 * was not done, and is sent again.
 *
 * <p>Nothing is sent for an order that is being cancelled, or that is filled so far. What the venue
 * refuses is alerted and not tried again: the order stays as it is. The wish is kept with the
 * order, in the lane's state; after a restart every wish counts as sent. On the lane's thread.
 */
final class OrderAmendments {

  static final String AMEND_REFUSED = "AMEND_REFUSED";

  private static final int LONG_UNCONFIRMED = 6;
  private static final long MICROS_PER_MILLI = 1_000;

  /** The request of an order that may be on its way. */
  private static final class Attempt {
    private final Amendment wish;
    private final Backoff backoff = new Backoff();

    /** When it was signed at the latest, the venue's clock, epoch microseconds; 0 when unknown. */
    private long signedTime;

    /** Why the venue did not do it; empty while it may. */
    private String refusal = "";

    Attempt(Amendment wish, long signedTime) {
      this.wish = wish;
      this.signedTime = signedTime;
    }
  }

  private final TradingSession session;
  private final ExecutionOptions options;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private final OrderQueries queries;
  private final Map<OrderTracker, Attempt> trying = new HashMap<>();
  private int unanswered;

  OrderAmendments(
      TradingSession session,
      ExecutionOptions options,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts,
      OrderQueries queries) {
    this.session = session;
    this.options = options;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
    this.queries = queries;
  }

  /** Requests whose answer is awaited. */
  int unanswered() {
    return unanswered;
  }

  /**
   * An order shall be smaller.
   *
   * @param maybeSent whether whoever ran before may have asked the venue already
   */
  void want(OrderTracker order, AmendRequest request, boolean maybeSent) {
    if (!session.capabilities().amends()) {
      refused(order, request.amendment(), "the venue makes no order smaller where it stands");
      return;
    }
    order.wantSmaller(request.amendment(), lane);
    if (maybeSent) {
      resume(order);
    } else {
      check(order);
    }
  }

  /** What is wanted may have been sent before. */
  void resume(OrderTracker order) {
    order
        .amendment()
        .filter(wish -> !trying.containsKey(order))
        .ifPresent(
            wish -> {
              Attempt attempt = new Attempt(wish, 0);
              trying.put(order, attempt);
              resolve(order, attempt);
            });
  }

  /** Sends what is wanted when nothing else is on its way; gives up what can never be. */
  void check(OrderTracker order) {
    Optional<Amendment> wish = order.amendment();
    while (wish.isPresent() && !trying.containsKey(order)) {
      if (order.canBecome(wish.get())) {
        send(order, wish.get());
      } else if (order.state().isWorking() && !order.waitsForReplaced()) {
        giveUp(order, wish.get());
      } else {
        // Nobody knows yet whether the venue has it.
        return;
      }
      wish = order.amendment();
    }
  }

  /** What waited for it may be told now, and be the end. */
  private void giveUp(OrderTracker order, Amendment wish) {
    order.notSmaller(wish, lane);
    lane.settle(order);
  }

  private void send(OrderTracker order, Amendment wish) {
    InstrumentId instrument = InstrumentId.parse(order.request().instrument());
    host.asks(order.request(), "to make it smaller, to " + Fixed8.format(wish.quantity()));
    TradingSession.Amendment sent =
        session.amend(instrument, order.request().order().clientOrderId(), wish.quantity());
    Attempt attempt = new Attempt(wish, sent.sentTime());
    trying.put(order, attempt);
    unanswered++;
    lane.when(
        sent.result(),
        (result, error) -> {
          unanswered--;
          answered(
              order,
              attempt,
              error == null ? result : new AmendResult.Unknown(LaneAlerts.reason(error)));
        });
  }

  private void answered(OrderTracker order, Attempt attempt, AmendResult result) {
    if (result instanceof AmendResult.Amended amended) {
      lane.observe(order, amended.view());
      resolve(order, attempt);
    } else if (result instanceof AmendResult.Refused no && no.retryAfterMillis() > 0) {
      host.after(no.retryAfterMillis(), () -> done(order));
    } else if (result instanceof AmendResult.Refused no) {
      // Also when one that was sent before has been done meanwhile.
      attempt.refusal = no.code() + ": " + no.message();
      ask(order, attempt);
    } else {
      again(order, attempt);
    }
  }

  private void done(OrderTracker order) {
    trying.remove(order);
    check(order);
  }

  /** Goes on until it is certain what came of it. */
  private void resolve(OrderTracker order, Attempt attempt) {
    if (isDecided(order, attempt)) {
      done(order);
    } else {
      ask(order, attempt);
    }
  }

  private static boolean isDecided(OrderTracker order, Attempt attempt) {
    return order.state().isFinal() || !order.wants(attempt.wish);
  }

  private void ask(OrderTracker order, Attempt attempt) {
    queries.lookUp(
        InstrumentId.parse(order.request().instrument()),
        order.request().order().clientOrderId(),
        (answer, error) -> {
          if (error == null && answer.result() instanceof ResolveResult.Found found) {
            lane.observe(order, found.view());
            found(order, attempt, answer.askedAt());
          } else {
            again(order, attempt);
          }
        });
  }

  private void found(OrderTracker order, Attempt attempt, long askedAt) {
    if (isDecided(order, attempt)) {
      done(order);
    } else if (!attempt.refusal.isEmpty()) {
      refused(order, attempt.wish, attempt.refusal);
      giveUp(order, attempt.wish);
      done(order);
    } else {
      if (attempt.signedTime == 0) {
        attempt.signedTime = Resolution.latestSignature(askedAt);
      }
      if (askedAt > attempt.signedTime + voidAfterMicros()) {
        lost(order, attempt);
        done(order);
      } else {
        again(order, attempt);
      }
    }
  }

  private void lost(OrderTracker order, Attempt attempt) {
    if (order.canBecome(attempt.wish)) {
      alerts.order(
          Severity.WARNING,
          "AMEND_LOST",
          order.request(),
          "the request to make it smaller, to %s, did not arrive, it is sent again"
              .formatted(Fixed8.format(attempt.wish.quantity())));
    }
  }

  /** Then the request cannot arrive any more, and the venue's answers know of it if it did. */
  private long voidAfterMicros() {
    return (options.recvWindow().toMillis() + options.settleTime().toMillis()) * MICROS_PER_MILLI;
  }

  private void again(OrderTracker order, Attempt attempt) {
    if (attempt.backoff.attempts() == LONG_UNCONFIRMED) {
      alerts.order(
          Severity.WARNING,
          "AMEND_UNCONFIRMED",
          order.request(),
          "it is not known for long whether it is for %s only, it is asked for"
              .formatted(Fixed8.format(attempt.wish.quantity())));
    }
    host.after(attempt.backoff.next(), () -> resolve(order, attempt));
  }

  private void refused(OrderTracker order, Amendment wish, String reason) {
    alerts.order(
        Severity.WARNING,
        AMEND_REFUSED,
        order.request(),
        "it was not made smaller, to %s, and stays as it is: %s"
            .formatted(Fixed8.format(wish.quantity()), reason));
  }
}
