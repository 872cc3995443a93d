package io.alphaflow.execution.lane;

import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Severity;
import io.alphaflow.exchange.trading.TradingSession;
import java.time.Duration;

/**
 * Writes what the venue says the account has: once before the first order, after each gap of the
 * user stream, and regularly, so that others can compare it with their books and see that the venue
 * is heard. A regular one waits a little for answers about orders, because balances taken meanwhile
 * differ for no other reason than that. On the lane's thread.
 */
final class AccountSnapshots {

  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final long PATIENCE_MILLIS = 2_000;

  private final String account;
  private final LaneState state;
  private final TradingSession session;
  private final Duration interval;
  private final LaneHost host;
  private final ExchangeLane lane;
  private final LaneAlerts alerts;
  private boolean asking;
  private boolean askAgain;
  private boolean failed;

  AccountSnapshots(
      String account,
      LaneState state,
      TradingSession session,
      Duration interval,
      LaneHost host,
      ExchangeLane lane,
      LaneAlerts alerts) {
    this.account = account;
    this.state = state;
    this.session = session;
    this.interval = interval;
    this.host = host;
    this.lane = lane;
    this.alerts = alerts;
  }

  /** Reads the balances until that succeeds, writes them, and goes on. */
  void open(Runnable opened) {
    open(opened, new Backoff());
  }

  private void open(Runnable opened, Backoff backoff) {
    lane.when(
        session.warmUp().thenCompose(warm -> session.account()),
        (balances, error) -> {
          if (error == null) {
            write(balances);
            opened.run();
            regularly();
            return;
          }
          if (backoff.attempts() == 0) {
            alerts.account(
                Severity.CRITICAL,
                "VENUE_UNAVAILABLE",
                "account",
                "the balances cannot be read, no order is sent: " + LaneAlerts.reason(error));
          }
          host.after(backoff.next(), () -> open(opened, backoff));
        });
  }

  private void write(TradingSession.AccountView balances) {
    long sequence = state.nextSnapshot(balances.time());
    host.write(new AccountSnapshot(account, sequence, balances.time(), balances.balances()));
  }

  private void regularly() {
    if (!interval.isZero()) {
      host.after(interval.toMillis(), () -> takeWhenQuiet(host.wallMillis()));
    }
  }

  private void takeWhenQuiet(long since) {
    if (lane.awaitsAnswers() && host.wallMillis() - since < PATIENCE_MILLIS) {
      host.after(LOOK_AGAIN_MILLIS, () -> takeWhenQuiet(since));
    } else {
      take();
      regularly();
    }
  }

  /** Asks for the balances now and writes them; one question at a time, or answers could cross. */
  void take() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    lane.when(
        session.account(),
        (balances, error) -> {
          asking = false;
          if (error == null) {
            failed = false;
            write(balances);
          } else {
            failed(error);
          }
          if (askAgain) {
            askAgain = false;
            take();
          }
        });
  }

  private void failed(Throwable error) {
    if (!failed) {
      alerts.account(
          Severity.WARNING,
          "VENUE_UNAVAILABLE",
          "account",
          "the balances cannot be read: " + LaneAlerts.reason(error));
    }
    failed = true;
  }
}
