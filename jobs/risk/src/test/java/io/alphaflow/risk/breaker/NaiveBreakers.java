package io.alphaflow.risk.breaker;

import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.gate.BreakerEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the breakers must find in the events of one partition, as plainly as it can be said: for
 * every event a look back over all events before it.
 */
public final class NaiveBreakers {

  private final List<BreakerEvent> events;
  private final BreakerOptions options;
  private final List<Found> found = new ArrayList<>();

  /**
   * A trip without its words.
   *
   * @param breaker and the direction of a price shock
   */
  public record Found(int partition, String breaker, Level level, long time, long cooldown) {}

  private NaiveBreakers(List<BreakerEvent> events, BreakerOptions options) {
    this.events = events;
    this.options = options;
  }

  /** All trips, in no particular order. */
  public static List<Found> find(List<BreakerEvent> events, BreakerOptions options) {
    NaiveBreakers naive = new NaiveBreakers(events, options);
    for (CountBreaker breaker : CountBreaker.values()) {
      naive.count(breaker);
    }
    for (PriceShock.Direction direction : PriceShock.Direction.values()) {
      naive.shocks(direction);
    }
    return naive.found;
  }

  private void count(CountBreaker breaker) {
    Set<Integer> used = new HashSet<>();
    for (int last = 0; last < events.size(); last++) {
      CountRule rule = options.rule(breaker, events.get(last).account()).orElse(null);
      if (rule != null && counts(breaker, last)) {
        List<Integer> row = row(breaker, last, rule.count(), used);
        long span = events.get(last).time() - events.get(row.get(row.size() - 1)).time();
        if (row.size() == rule.count() && span < rule.withinMicros()) {
          used.addAll(row);
          BreakerEvent event = events.get(last);
          add(event, breaker.title(), level(breaker, event), rule.cooldownMicros());
        }
      }
    }
  }

  /** From an event back: so many that count, until one that ends the row or was in a trip. */
  private List<Integer> row(CountBreaker breaker, int last, int count, Set<Integer> used) {
    List<Integer> row = new ArrayList<>();
    for (int i = last; i >= 0 && row.size() < count; i--) {
      if (sameSequence(breaker, events.get(i), events.get(last))) {
        boolean ends = !counts(breaker, i) || endsLoop(breaker, i, last) || used.contains(i);
        if (ends) {
          break;
        }
        row.add(i);
      }
    }
    return row;
  }

  private boolean counts(CountBreaker breaker, int i) {
    BreakerEvent event = events.get(i);
    return switch (breaker) {
      case ORDER_VELOCITY, REPEATED_EXECUTION -> event.kind() == BreakerEvent.Kind.APPROVED;
      case LOSING_STREAK -> event.kind() == BreakerEvent.Kind.ROUND_TRIP && event.value() < 0;
      case REJECT_STORM -> event.kind() == BreakerEvent.Kind.REJECTED;
    };
  }

  private boolean endsLoop(CountBreaker breaker, int i, int last) {
    return breaker == CountBreaker.REPEATED_EXECUTION
        && events.get(i).buy() != events.get(last).buy();
  }

  private static boolean sameSequence(CountBreaker breaker, BreakerEvent a, BreakerEvent b) {
    boolean same = a.kind() == b.kind() && a.account().equals(b.account());
    return switch (breaker) {
      case ORDER_VELOCITY, REJECT_STORM -> same;
      case LOSING_STREAK -> same && a.strategy().equals(b.strategy());
      case REPEATED_EXECUTION ->
          same && a.strategy().equals(b.strategy()) && a.instrument().equals(b.instrument());
    };
  }

  private static Level level(CountBreaker breaker, BreakerEvent event) {
    return switch (breaker) {
      case ORDER_VELOCITY, REJECT_STORM -> Level.account(event.account());
      case REPEATED_EXECUTION, LOSING_STREAK -> Level.strategy(event.account(), event.strategy());
    };
  }

  private void shocks(PriceShock.Direction direction) {
    Set<Integer> used = new HashSet<>();
    for (int last = 0; last < events.size(); last++) {
      BreakerEvent event = events.get(last);
      PriceShockRule rule = options.priceShock(event.instrument()).orElse(null);
      if (event.kind() == BreakerEvent.Kind.PRICE && rule != null) {
        PriceShock shock = new PriceShock(direction, rule);
        for (int i = last - 1; i >= 0 && !used.contains(last); i--) {
          if (candidate(shock, i, last, used) && moved(direction, rule, events.get(i), event)) {
            // A trip takes all that was before it.
            for (int before = 0; before <= last; before++) {
              if (samePrice(before, last)) {
                used.add(before);
              }
            }
            Level level = Level.instrument(event.instrument());
            add(event, shock.title(), level, rule.cooldownMicros());
          }
        }
      }
    }
  }

  private boolean samePrice(int i, int last) {
    return events.get(i).kind() == BreakerEvent.Kind.PRICE
        && events.get(i).instrument().equals(events.get(last).instrument());
  }

  private boolean candidate(PriceShock shock, int i, int last, Set<Integer> used) {
    if (!samePrice(i, last)
        || used.contains(i)
        || events.get(last).time() - events.get(i).time() >= shock.rule().withinMicros()) {
      return false;
    }
    for (int between = i + 1; between < last; between++) {
      if (samePrice(between, last) && shock.replaces(events.get(between), events.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** In decimals, not in the fixed point that the breaker calculates in. */
  private static boolean moved(
      PriceShock.Direction direction, PriceShockRule rule, BreakerEvent from, BreakerEvent to) {
    BigDecimal move = Fixed8.toBigDecimal(rule.move());
    if (direction == PriceShock.Direction.UP) {
      BigDecimal limit = BigDecimal.ONE.add(move);
      return decimal(to.high()).compareTo(decimal(from.low()).multiply(limit)) >= 0
          || decimal(to.value()).compareTo(decimal(to.low()).multiply(limit)) >= 0;
    }
    BigDecimal limit = BigDecimal.ONE.subtract(move);
    return decimal(to.low()).compareTo(decimal(from.high()).multiply(limit)) <= 0
        || decimal(to.value()).compareTo(decimal(to.high()).multiply(limit)) <= 0;
  }

  private static BigDecimal decimal(long amount) {
    return Fixed8.toBigDecimal(amount);
  }

  private void add(BreakerEvent event, String breaker, Level level, long cooldown) {
    found.add(new Found(event.partition(), breaker, level, event.time(), cooldown));
  }
}
