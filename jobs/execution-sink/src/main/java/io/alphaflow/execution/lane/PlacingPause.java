package io.alphaflow.execution.lane;

import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.SubmitResult;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.VenuePause;

/**
 * Whether orders have to wait because the venue, or our budget of its limits, wants it. A person is
 * told once for each time. On the lane's thread.
 */
final class PlacingPause {

  private final TradingSession session;
  private final LaneHost host;
  private final LaneAlerts alerts;
  private final Runnable whenOver;
  private String reason = "";
  private long untilMillis;
  private long wakeMillis;
  private boolean told;

  /**
   * None.
   *
   * @param whenOver called when it may be over
   */
  PlacingPause(TradingSession session, LaneHost host, LaneAlerts alerts, Runnable whenOver) {
    this.session = session;
    this.host = host;
    this.alerts = alerts;
    this.whenOver = whenOver;
  }

  /** The venue did not take an order and wants us to wait. */
  void ask(SubmitResult.Deferred no) {
    if (no.retryAfterMillis() > 0) {
      reason = no.code() + ": " + no.message();
      untilMillis = Math.max(untilMillis, host.wallMillis() + no.retryAfterMillis());
    }
  }

  /** Whether orders have to wait now. */
  boolean holds() {
    VenuePause venue = session.pause();
    long left = Math.max(venue.placingMillis(), untilMillis - host.wallMillis());
    if (left <= 0) {
      told = false;
      return false;
    }
    if (!told) {
      told = true;
      alerts.account(
          Severity.WARNING,
          "ORDERS_PAUSED",
          "orders",
          "no order is sent for %d ms: %s"
              .formatted(left, venue.placingMillis() > 0 ? venue.reason() : reason));
    }
    if (wakeMillis <= host.wallMillis()) {
      wakeMillis = host.wallMillis() + left;
      host.after(left, whenOver);
    }
    return true;
  }
}
