package io.alphaflow.risk.breaker;

import java.util.concurrent.TimeUnit;

/** The breakers that count: so many events of one kind within a time. */
public enum CountBreaker {
  /** Approvals of an account. */
  ORDER_VELOCITY("order-velocity", "orderVelocity", 20, TimeUnit.MINUTES.toMicros(1)),

  /** Approvals of a strategy for one instrument and side, without one of the other side. */
  REPEATED_EXECUTION("repeated-execution", "repeatedExecution", 10, TimeUnit.MINUTES.toMicros(1)),

  /** Round trips of a strategy that lost, without one that did not. */
  LOSING_STREAK("losing-streak", "losingStreak", 5, TimeUnit.DAYS.toMicros(1)),

  /** Rejections of an account, by the gate or the venue. */
  REJECT_STORM("reject-storm", "rejectStorm", 20, TimeUnit.MINUTES.toMicros(1));

  private final String title;
  private final String key;
  private final CountRule builtIn;

  CountBreaker(String title, String key, int count, long withinMicros) {
    this.title = title;
    this.key = key;
    this.builtIn = new CountRule(count, withinMicros, CountRule.MANUAL);
  }

  /** Its name in trips. */
  public String title() {
    return title;
  }

  /** Its name in the configuration. */
  public String key() {
    return key;
  }

  /** When it trips if the configuration does not say. */
  public CountRule builtIn() {
    return builtIn;
  }
}
