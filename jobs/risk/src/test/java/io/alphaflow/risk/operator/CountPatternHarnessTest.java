package io.alphaflow.risk.operator;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.NEIGHBOUR;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static io.alphaflow.risk.breaker.BreakerEvents.BTC;
import static io.alphaflow.risk.breaker.BreakerEvents.ETH;
import static io.alphaflow.risk.breaker.BreakerEvents.STRATEGY;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.breaker.BreakerEvents;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The breakers that count, each with three events within ten seconds. */
class CountPatternHarnessTest {

  private static final CountRule RULE = new CountRule(3, 10 * SECOND, 5 * SECOND);

  private final BreakerEvents events = new BreakerEvents();

  private static BreakerHarness harness(CountBreaker breaker) throws Exception {
    return new BreakerHarness(
        new CountPattern(breaker, RULE, new DeskFixture().withBreaker(breaker, RULE).options()));
  }

  /** An event of the account that counts. */
  private BreakerEvent counting(CountBreaker breaker, String account, long time) {
    return switch (breaker) {
      case ORDER_VELOCITY, REPEATED_EXECUTION -> events.approved(account, STRATEGY, true, time);
      case LOSING_STREAK -> events.roundTrip(account, STRATEGY, -1, time);
      case REJECT_STORM -> events.rejected(account, time);
    };
  }

  private LongFunction<BreakerEvent> ofAccount(CountBreaker breaker) {
    return time -> counting(breaker, ACCOUNT, time);
  }

  @ParameterizedTest
  @EnumSource
  void tripsOnTheEventThatCompletesTheRow(CountBreaker breaker) throws Exception {
    LongFunction<BreakerEvent> at = ofAccount(breaker);
    try (BreakerHarness harness = harness(breaker)) {
      harness.read(at.apply(100 * SECOND), at.apply(101 * SECOND));
      assertThat(harness.trips()).isEmpty();
      harness.read(at.apply(110 * SECOND - 1));
      assertThat(harness.trips())
          .singleElement()
          .satisfies(
              trip -> {
                assertThat(trip.breaker()).isEqualTo(breaker.title());
                assertThat(trip.time()).isEqualTo(110 * SECOND - 1);
                assertThat(trip.sequence()).isEqualTo(110 * SECOND - 1);
                assertThat(trip.stop()).isEqualTo(StopKind.EXITS_ONLY);
                assertThat(trip.cooldown()).isEqualTo(5 * SECOND);
                assertThat(trip.cancelOrders()).isFalse();
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void doesNotTripWhenTheLastIsAWindowLater(CountBreaker breaker) throws Exception {
    LongFunction<BreakerEvent> at = ofAccount(breaker);
    try (BreakerHarness harness = harness(breaker)) {
      harness.read(at.apply(100 * SECOND), at.apply(101 * SECOND), at.apply(110 * SECOND));
      assertThat(harness.trips()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void slidesOverTheEvents(CountBreaker breaker) throws Exception {
    LongFunction<BreakerEvent> at = ofAccount(breaker);
    try (BreakerHarness harness = harness(breaker)) {
      harness.read(
          at.apply(100 * SECOND),
          at.apply(108 * SECOND),
          at.apply(112 * SECOND),
          at.apply(117 * SECOND));
      assertThat(harness.trips()).extracting(BreakerTrip::time).containsExactly(117 * SECOND);
    }
  }

  @ParameterizedTest
  @EnumSource
  void countsEachEventInOneTripOnly(CountBreaker breaker) throws Exception {
    LongFunction<BreakerEvent> at = ofAccount(breaker);
    try (BreakerHarness harness = harness(breaker)) {
      for (int i = 0; i < 7; i++) {
        harness.read(at.apply(100 * SECOND + i));
      }
      assertThat(harness.trips())
          .extracting(BreakerTrip::time)
          .containsExactly(100 * SECOND + 2, 100 * SECOND + 5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void accountsAreCountedApart(CountBreaker breaker) throws Exception {
    try (BreakerHarness harness = harness(breaker)) {
      for (int i = 0; i < 2; i++) {
        harness.read(counting(breaker, ACCOUNT, 100 * SECOND + 2 * i));
        harness.read(counting(breaker, NEIGHBOUR, 100 * SECOND + 2 * i + 1));
      }
      assertThat(harness.trips()).isEmpty();
      harness.read(counting(breaker, NEIGHBOUR, 100 * SECOND + 9));
      assertThat(harness.trips())
          .extracting(trip -> trip.level().account())
          .containsExactly(NEIGHBOUR);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsRememberedOnceTheClockIsPastTheWindow(CountBreaker breaker) throws Exception {
    try (BreakerHarness harness = harness(breaker)) {
      harness.read(
          counting(breaker, ACCOUNT, 100 * SECOND), counting(breaker, NEIGHBOUR, 101 * SECOND));
      assertThat(harness.timers()).isEqualTo(2);
      int remembering = harness.stateEntries();
      harness.advance(110 * SECOND - 1);
      assertThat(harness.stateEntries()).isEqualTo(remembering);
      harness.advance(111 * SECOND);
      assertThat(harness.timers()).isZero();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void remembersOneEventLessThanTheCount(CountBreaker breaker) throws Exception {
    try (BreakerHarness harness = harness(breaker)) {
      for (int i = 0; i < 1_000; i++) {
        BreakerEvent event = counting(breaker, ACCOUNT, 100 * SECOND + i);
        harness.read(event);
        assertThat(harness.matchesUnderWay(breaker.watch(event).get(0).key()))
            .isEqualTo((i + 1) % RULE.count());
      }
    }
  }

  @Test
  void aBurstHaltsTheAccount() throws Exception {
    try (BreakerHarness harness = harness(CountBreaker.ORDER_VELOCITY)) {
      harness.read(
          events.approved(ACCOUNT, STRATEGY, BTC, true, 100 * SECOND),
          events.approved(ACCOUNT, "reversion", ETH, false, 101 * SECOND),
          events.rejected(ACCOUNT, 102 * SECOND),
          events.approved(ACCOUNT, STRATEGY, BTC, false, 103 * SECOND));
      BreakerTrip trip = harness.trips().get(0);
      assertThat(trip.level()).isEqualTo(Level.account(ACCOUNT));
      assertThat(trip.evidence())
          .isEqualTo(
              "3 orders approved in 3 s (decisions 1 to 4);"
                  + " fewer than 3 are allowed within 10 s");
    }
  }

  @Test
  void aRunawayLoopHaltsTheStrategy() throws Exception {
    try (BreakerHarness harness = harness(CountBreaker.REPEATED_EXECUTION)) {
      harness.read(
          events.approved(ACCOUNT, STRATEGY, false, 100 * SECOND),
          // Others do not interrupt it.
          events.approved(ACCOUNT, STRATEGY, ETH, true, 100 * SECOND + 1),
          events.approved(ACCOUNT, "reversion", true, 100 * SECOND + 2),
          events.approved(ACCOUNT, STRATEGY, false, 101 * SECOND),
          events.approved(ACCOUNT, STRATEGY, false, 102 * SECOND));
      BreakerTrip trip = harness.trips().get(0);
      assertThat(trip.level()).isEqualTo(Level.strategy(ACCOUNT, STRATEGY));
      assertThat(trip.evidence())
          .isEqualTo(
              "3 orders of trend to sell sim:BTC/USD approved, none to buy between them, in 2 s"
                  + " (decisions 1 to 5); fewer than 3 are allowed within 10 s");
    }
  }

  @Test
  void anOrderForTheOtherSideEndsTheLoopAndMayBeginOne() throws Exception {
    try (BreakerHarness harness = harness(CountBreaker.REPEATED_EXECUTION)) {
      harness.read(
          events.approved(ACCOUNT, STRATEGY, true, 100 * SECOND),
          events.approved(ACCOUNT, STRATEGY, true, 101 * SECOND),
          events.approved(ACCOUNT, STRATEGY, false, 102 * SECOND),
          events.approved(ACCOUNT, STRATEGY, true, 103 * SECOND),
          events.approved(ACCOUNT, STRATEGY, true, 104 * SECOND),
          events.approved(ACCOUNT, STRATEGY, false, 105 * SECOND),
          events.approved(ACCOUNT, STRATEGY, false, 106 * SECOND));
      assertThat(harness.trips()).isEmpty();
      harness.read(events.approved(ACCOUNT, STRATEGY, false, 107 * SECOND));
      assertThat(harness.trips()).extracting(BreakerTrip::time).containsExactly(107 * SECOND);
    }
  }

  @Test
  void instrumentsOfALoopAreCountedApart() throws Exception {
    try (BreakerHarness harness = harness(CountBreaker.REPEATED_EXECUTION)) {
      harness.read(
          events.approved(ACCOUNT, STRATEGY, BTC, true, 100 * SECOND),
          events.approved(ACCOUNT, STRATEGY, ETH, true, 101 * SECOND),
          events.approved(ACCOUNT, STRATEGY, BTC, true, 102 * SECOND));
      assertThat(harness.trips()).isEmpty();
    }
  }

  @Test
  void aLosingStreakHaltsTheStrategy() throws Exception {
    try (BreakerHarness harness = harness(CountBreaker.LOSING_STREAK)) {
      harness.read(
          events.roundTrip(ACCOUNT, STRATEGY, -10, 100 * SECOND),
          events.roundTrip(ACCOUNT, "reversion", 50, 101 * SECOND),
          events.roundTrip(ACCOUNT, STRATEGY, -20, 102 * SECOND),
          events.roundTrip(ACCOUNT, STRATEGY, -5, 103 * SECOND));
      BreakerTrip trip = harness.trips().get(0);
      assertThat(trip.level()).isEqualTo(Level.strategy(ACCOUNT, STRATEGY));
      assertThat(trip.evidence())
          .isEqualTo(
              "3 round trips of trend in a row lost, 35 together, in 3 s (decisions 1 to 4);"
                  + " fewer than 3 are allowed within 10 s");
    }
  }

  @Test
  void aGainAndAZeroEndTheStreak() throws Exception {
    for (long pnl : new long[] {0, 1}) {
      try (BreakerHarness harness = harness(CountBreaker.LOSING_STREAK)) {
        harness.read(
            events.roundTrip(ACCOUNT, STRATEGY, -1, 100 * SECOND),
            events.roundTrip(ACCOUNT, STRATEGY, -1, 101 * SECOND),
            events.roundTrip(ACCOUNT, STRATEGY, pnl, 102 * SECOND),
            events.roundTrip(ACCOUNT, STRATEGY, -1, 103 * SECOND),
            events.roundTrip(ACCOUNT, STRATEGY, -1, 104 * SECOND));
        assertThat(harness.trips()).isEmpty();
        harness.read(events.roundTrip(ACCOUNT, STRATEGY, -1, 105 * SECOND));
        assertThat(harness.trips()).extracting(BreakerTrip::time).containsExactly(105 * SECOND);
      }
    }
  }

  @Test
  void aRejectStormHaltsTheAccount() throws Exception {
    try (BreakerHarness harness = harness(CountBreaker.REJECT_STORM)) {
      harness.read(
          events.rejected(ACCOUNT, 100 * SECOND),
          events.rejected(ACCOUNT, 100 * SECOND + 1),
          events.approved(ACCOUNT, STRATEGY, true, 100 * SECOND + 2),
          events.rejected(ACCOUNT, 100 * SECOND + 3));
      BreakerTrip trip = harness.trips().get(0);
      assertThat(trip.level()).isEqualTo(Level.account(ACCOUNT));
      assertThat(trip.evidence())
          .isEqualTo(
              "3 orders rejected in 0.000003 s (decisions 1 to 4);"
                  + " fewer than 3 are allowed within 10 s");
    }
  }
}
