package io.alphaflow.risk.breaker;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The breakers that count, without Flink: the same trips as the patterns of the running desk find
 * in the same events, for whoever has all events in one order and in one thread.
 *
 * <p>Deterministic. Memory: for each sequence that a breaker watches fewer events than its count.
 */
public final class CountBreakers {

  private final BreakerOptions options;

  /** Events in a row, by breaker and sequence. */
  private final Map<String, ArrayDeque<BreakerEvent>> rows = new HashMap<>();

  private final Map<String, Long> sequences = new HashMap<>();

  /** Breakers that have seen nothing. */
  public CountBreakers(BreakerOptions options) {
    this.options = options;
  }

  /** Takes the next event, whose time is not before that of the last; what it trips. */
  public List<BreakerTrip> take(BreakerEvent event) {
    List<BreakerTrip> trips = new ArrayList<>(0);
    for (CountBreaker breaker : CountBreaker.values()) {
      for (Watched watched : breaker.watch(event)) {
        options
            .rule(breaker, event.account())
            .ifPresent(rule -> take(breaker, rule, watched, trips));
      }
    }
    return trips;
  }

  private void take(
      CountBreaker breaker, CountRule rule, Watched watched, List<BreakerTrip> trips) {
    ArrayDeque<BreakerEvent> row =
        rows.computeIfAbsent(breaker.title() + "/" + watched.key(), key -> new ArrayDeque<>());
    if (!watched.counts()) {
      row.clear();
      return;
    }
    row.add(watched.event());
    long last = watched.event().time();
    while (last - row.getFirst().time() >= rule.withinMicros()) {
      row.remove();
    }
    if (row.size() == rule.count()) {
      trips.add(numbered(CountTrip.of(breaker, rule, List.copyOf(row))));
      row.clear();
    }
  }

  /** Several trips may come at one time: their numbers increase all the same. */
  private BreakerTrip numbered(BreakerTrip trip) {
    long sequence =
        sequences.merge(trip.producer(), trip.sequence(), (last, s) -> Math.max(last + 1, s));
    return new BreakerTrip(
        trip.level(),
        trip.breaker(),
        sequence,
        trip.time(),
        trip.stop(),
        trip.cooldown(),
        trip.cancelOrders(),
        trip.evidence());
  }
}
