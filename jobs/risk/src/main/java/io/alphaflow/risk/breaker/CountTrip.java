package io.alphaflow.risk.breaker;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.gate.BreakerEvent;
import java.math.BigDecimal;
import java.util.List;

/** Writes the trips of breakers that count. */
public final class CountTrip {

  private CountTrip() {}

  /** The trip that the last of the events completes. */
  public static BreakerTrip of(CountBreaker breaker, CountRule rule, List<BreakerEvent> events) {
    BreakerEvent first = events.get(0);
    BreakerEvent last = events.get(events.size() - 1);
    String evidence =
        "%s in %s s%s; fewer than %d are allowed within %s s"
            .formatted(
                what(breaker, events),
                Seconds.format(last.time() - first.time()),
                decisions(first, last),
                rule.count(),
                Seconds.format(rule.withinMicros()));
    return new BreakerTrip(
        breaker.level(last),
        breaker.title(),
        last.time(),
        last.time(),
        StopKind.EXITS_ONLY,
        rule.cooldownMicros(),
        false,
        evidence);
  }

  private static String what(CountBreaker breaker, List<BreakerEvent> events) {
    BreakerEvent last = events.get(events.size() - 1);
    int count = events.size();
    return switch (breaker) {
      case ORDER_VELOCITY -> count + " orders approved";
      case REJECT_STORM -> count + " orders rejected";
      case REPEATED_EXECUTION ->
          "%d orders of %s to %s %s approved, none to %s between them,"
              .formatted(
                  count,
                  last.strategy(),
                  last.buy() ? "buy" : "sell",
                  last.instrument(),
                  last.buy() ? "sell" : "buy");
      case LOSING_STREAK ->
          "%d round trips of %s in a row lost, %s together,"
              .formatted(count, last.strategy(), loss(events));
    };
  }

  /** A sum of amounts may be out of the range of one. */
  private static String loss(List<BreakerEvent> events) {
    return events.stream()
        .map(event -> Fixed8.toBigDecimal(event.value()))
        .reduce(BigDecimal.ZERO, BigDecimal::subtract)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String decisions(BreakerEvent first, BreakerEvent last) {
    return first.decisionSequence() == 0 || last.decisionSequence() == 0
        ? ""
        : " (decisions %d to %d)".formatted(first.decisionSequence(), last.decisionSequence());
  }
}
