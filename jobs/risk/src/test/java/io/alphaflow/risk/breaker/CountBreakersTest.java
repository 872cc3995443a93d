package io.alphaflow.risk.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.risk.breaker.NaiveBreakers.Found;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

class CountBreakersTest {

  private static final long SECOND = 1_000_000;

  private static BreakerOptions options(CountBreaker breaker, CountRule rule) {
    return BreakerOptions.of(Map.of(breaker, rule), PriceShockRule.OFF);
  }

  private static BreakerEvent approved(long time, String account) {
    return new BreakerEvent(
        BreakerEvent.Kind.APPROVED, 0, time, account, "s", "x:A/USD", true, 1, 1, 0, 0);
  }

  private static List<BreakerTrip> trips(BreakerOptions options, List<BreakerEvent> events) {
    CountBreakers breakers = new CountBreakers(options);
    List<BreakerTrip> trips = new ArrayList<>();
    events.forEach(event -> trips.addAll(breakers.take(event)));
    return trips;
  }

  /** The oracle of the patterns of the running desk looks back over all events. */
  @Property(tries = 200)
  void theTripsAreThoseOfThePatterns(@ForAll long seed) {
    Random random = new Random(seed);
    Map<CountBreaker, CountRule> rules = new EnumMap<>(CountBreaker.class);
    for (CountBreaker breaker : CountBreaker.values()) {
      rules.put(
          breaker, new CountRule(1 + random.nextInt(6), SECOND * (1 + random.nextInt(60)), SECOND));
    }
    BreakerOptions options = BreakerOptions.of(rules, PriceShockRule.OFF);
    List<BreakerEvent> events = RandomBreakerEvents.of(seed, 0, 1, 400);
    List<Found> found =
        trips(options, events).stream()
            .map(t -> new Found(0, t.breaker(), t.level(), t.time(), t.cooldown()))
            .toList();
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(NaiveBreakers.find(events, options))
        .doesNotHaveDuplicates();
    Statistics.collect(found.isEmpty() ? "none" : "trips");
  }

  @Test
  void severalTripsAtOneTimeHaveNumbersThatIncrease() {
    List<BreakerEvent> events =
        List.of(approved(5, "a"), approved(5, "a"), approved(5, "b"), approved(6, "a"));
    List<BreakerTrip> trips =
        trips(options(CountBreaker.ORDER_VELOCITY, new CountRule(1, SECOND, 0)), events);
    assertThat(trips).extracting(BreakerTrip::time).containsExactly(5L, 5L, 5L, 6L);
    assertThat(trips).extracting(BreakerTrip::sequence).containsExactly(5L, 6L, 5L, 7L);
  }

  @Test
  void theTimeBetweenTheFirstAndTheLastIsLessThanTheRules() {
    BreakerOptions options = options(CountBreaker.ORDER_VELOCITY, new CountRule(2, SECOND, 0));
    assertThat(trips(options, List.of(approved(0, "a"), approved(SECOND, "a")))).isEmpty();
    assertThat(trips(options, List.of(approved(1, "a"), approved(SECOND, "a"))))
        .extracting(BreakerTrip::evidence)
        .singleElement()
        .asString()
        .contains("2 orders approved");
  }
}
