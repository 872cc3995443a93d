package io.alphaflow.execution.lane;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StopKind;
import java.time.Duration;

/**
 * Stops the account when nobody has told for long what happens to its orders: a trip in the
 * journal, once for each outage of the user stream, that halts the account and wants its working
 * orders cancelled. The gate answers with cancellations, and those go out by request. An outage
 * begins with the lane, or when the stream ends. On the lane's thread.
 */
final class DeadMan {

  /** The breaker's name. */
  static final String BREAKER = "execution-feed";

  private final String account;
  private final LaneState state;
  private final Duration patience;
  private final LaneHost host;
  private final LaneAlerts alerts;
  private boolean fed = true;
  private int outage;

  DeadMan(String account, LaneState state, Duration patience, LaneHost host, LaneAlerts alerts) {
    this.account = account;
    this.state = state;
    this.patience = patience;
    this.host = host;
    this.alerts = alerts;
  }

  /** Nothing is heard from now on. Nothing changes when it was so before. */
  void lost() {
    if (!fed || patience.isZero()) {
      return;
    }
    fed = false;
    int mine = ++outage;
    host.after(
        patience.toMillis(),
        () -> {
          if (!fed && outage == mine) {
            stop();
          }
        });
  }

  /** Events flow. */
  void fed() {
    fed = true;
    state.feedReturned();
  }

  private void stop() {
    // A restart in the middle of an outage does not make it another one.
    if (!state.feedDied()) {
      return;
    }
    long sequence = state.nextTrip(host.wallMillis() * 1_000);
    String evidence = "the user stream has been down for " + patience.toSeconds() + " s";
    host.write(
        new BreakerTrip(
            Level.account(account),
            BREAKER,
            sequence,
            state.lastDecisionTime(),
            StopKind.HALTED,
            0,
            true,
            evidence));
    alerts.account(
        Severity.CRITICAL,
        "EXECUTION_FEED_DEAD",
        "user-stream",
        evidence + "; the account is halted and its working orders are to be cancelled");
  }
}
