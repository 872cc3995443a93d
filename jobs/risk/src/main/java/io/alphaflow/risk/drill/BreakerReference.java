package io.alphaflow.risk.drill;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.CountTrip;
import io.alphaflow.risk.breaker.PriceShock;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.breaker.Watched;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the circuit breakers find in the events of one partition, without Flink: it looks back over
 * all events since the last trip. For drills, in which a breaker trips once.
 */
public final class BreakerReference {

  private final BreakerOptions options;
  private final Map<String, List<BreakerEvent>> rows = new HashMap<>();

  /** Breakers that have seen nothing. */
  public BreakerReference(BreakerOptions options) {
    this.options = options;
  }

  /** The trips that an event completes. */
  public List<BreakerTrip> see(BreakerEvent event) {
    List<BreakerTrip> trips = new ArrayList<>();
    for (CountBreaker breaker : CountBreaker.values()) {
      options.rule(breaker, event.account()).ifPresent(rule -> count(breaker, rule, event, trips));
    }
    if (event.kind() == BreakerEvent.Kind.PRICE) {
      options.priceShock(event.instrument()).ifPresent(rule -> price(rule, event, trips));
    }
    return trips;
  }

  private List<BreakerEvent> row(String of) {
    return rows.computeIfAbsent(of, k -> new ArrayList<>());
  }

  private void count(
      CountBreaker breaker, CountRule rule, BreakerEvent event, List<BreakerTrip> trips) {
    for (Watched watched : breaker.watch(event)) {
      List<BreakerEvent> row = row(breaker.title() + "/" + watched.key());
      if (!watched.counts()) {
        row.clear();
        continue;
      }
      row.add(event);
      if (row.size() > rule.count()) {
        row.remove(0);
      }
      if (row.size() == rule.count() && event.time() - row.get(0).time() < rule.withinMicros()) {
        trips.add(CountTrip.of(breaker, rule, row));
        row.clear();
      }
    }
  }

  private void price(PriceShockRule rule, BreakerEvent event, List<BreakerTrip> trips) {
    List<BreakerEvent> row = row(event.instrument());
    row.removeIf(e -> event.time() - e.time() >= rule.withinMicros());
    for (PriceShock.Direction direction : PriceShock.Direction.values()) {
      PriceShock shock = new PriceShock(direction, rule);
      row.stream()
          .filter(earlier -> shock.between(earlier, event))
          .findFirst()
          .ifPresent(earlier -> trips.add(shock.trip(earlier, event)));
    }
    row.add(event);
    if (!trips.isEmpty()) {
      row.clear();
    }
  }
}
