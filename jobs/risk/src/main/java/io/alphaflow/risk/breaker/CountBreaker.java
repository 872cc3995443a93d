package io.alphaflow.risk.breaker;

import io.alphaflow.common.model.Level;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The breakers that count: so many events in a row within a time. What makes a row, and what ends
 * it, is in {@link #watch}.
 */
public enum CountBreaker {
  /** Approvals of an account. */
  ORDER_VELOCITY("order-velocity", "orderVelocity", 20, TimeUnit.MINUTES.toMicros(1)),

  /** Approvals of a strategy for one instrument and side, without one for the other side. */
  REPEATED_EXECUTION("repeated-execution", "repeatedExecution", 10, TimeUnit.MINUTES.toMicros(1)),

  /** Round trips of a strategy that lost, without one that did not. */
  LOSING_STREAK("losing-streak", "losingStreak", 5, TimeUnit.DAYS.toMicros(1)),

  /** Rejections of an account, by the gate or the venue. */
  REJECT_STORM("reject-storm", "rejectStorm", 20, TimeUnit.MINUTES.toMicros(1));

  private static final String SEPARATOR = "|";

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

  /** The event as the breaker sees it, in each of the sequences that it is part of. */
  public List<Watched> watch(BreakerEvent event) {
    if (event.kind() != kind()) {
      return List.of();
    }
    return switch (this) {
      case ORDER_VELOCITY, REJECT_STORM -> List.of(new Watched(event.account(), event, true));
      case LOSING_STREAK -> List.of(new Watched(strategy(event), event, event.value() < 0));
      case REPEATED_EXECUTION -> {
        String orders = strategy(event) + SEPARATOR + event.instrument() + SEPARATOR;
        yield List.of(
            new Watched(orders + "buy", event, event.buy()),
            new Watched(orders + "sell", event, !event.buy()));
      }
    };
  }

  private BreakerEvent.Kind kind() {
    return switch (this) {
      case ORDER_VELOCITY, REPEATED_EXECUTION -> BreakerEvent.Kind.APPROVED;
      case LOSING_STREAK -> BreakerEvent.Kind.ROUND_TRIP;
      case REJECT_STORM -> BreakerEvent.Kind.REJECTED;
    };
  }

  private static String strategy(BreakerEvent event) {
    return event.account() + SEPARATOR + event.strategy();
  }

  /** What it stops after an event. */
  Level level(BreakerEvent event) {
    return switch (this) {
      case ORDER_VELOCITY, REJECT_STORM -> Level.account(event.account());
      case REPEATED_EXECUTION, LOSING_STREAK -> Level.strategy(event.account(), event.strategy());
    };
  }
}
