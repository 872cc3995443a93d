package io.alphaflow.execution.lane;

import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.TradingSession;
import io.alphaflow.exchange.trading.VenuePause;

/**
 * Tells a person, once for each time, that the venue has banned us: then not even cancels go out.
 * On the lane's thread.
 */
final class BanWatch {

  private final TradingSession session;
  private final LaneAlerts alerts;
  private boolean banned;

  BanWatch(TradingSession session, LaneAlerts alerts) {
    this.session = session;
    this.alerts = alerts;
  }

  /** Looks whether it has, or has ended it. */
  void check() {
    VenuePause pause = session.pause();
    boolean now = pause.everythingMillis() > 0;
    if (now && !banned) {
      alerts.account(
          Severity.CRITICAL,
          "VENUE_BANNED",
          "requests",
          "nothing is sent for %d s, cancels neither: %s"
              .formatted((pause.everythingMillis() + 999) / 1_000, pause.reason()));
    }
    banned = now;
  }
}
