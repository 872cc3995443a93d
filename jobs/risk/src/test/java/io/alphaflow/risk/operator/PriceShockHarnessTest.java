package io.alphaflow.risk.operator;

import static io.alphaflow.risk.DeskFixture.SECOND;
import static io.alphaflow.risk.breaker.BreakerEvents.BTC;
import static io.alphaflow.risk.breaker.BreakerEvents.ETH;
import static io.alphaflow.risk.breaker.BreakerEvents.price;
import static io.alphaflow.risk.breaker.PriceShock.Direction.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.breaker.PriceShock;
import io.alphaflow.risk.breaker.PriceShockRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A move of 5 % within ten seconds. */
class PriceShockHarnessTest {

  private static final PriceShockRule RULE =
      new PriceShockRule(Fixed8.parse("0.05"), 10 * SECOND, 300 * SECOND);

  private static BreakerHarness harness() throws Exception {
    return new BreakerHarness(
        new PriceShockPattern(RULE, new DeskFixture().withPriceShock(RULE).options().breakers()));
  }

  @Test
  void aRiseByExactlyTheMoveStopsTheInstrument() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(price(1, BTC, "100", 100 * SECOND), price(1, BTC, "104.99999999", 101 * SECOND));
      assertThat(harness.trips()).isEmpty();
      harness.read(price(1, BTC, "105", 110 * SECOND - 1));
      assertThat(harness.trips())
          .containsExactly(
              new BreakerTrip(
                  Level.instrument(BTC),
                  "price-shock-up",
                  110 * SECOND - 1,
                  110 * SECOND - 1,
                  StopKind.EXITS_ONLY,
                  300 * SECOND,
                  false,
                  "sim:BTC/USD went up 5 % in 9.999999 s, from 100 to 105;"
                      + " less than 5 % are allowed within 10 s"));
    }
  }

  /** 5 % of it are 5.0000000005: what is less by less than the last decimal is less. */
  @Test
  void aRiseIsNotRoundedUp() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(
          price(0, BTC, "100.00000001", 100 * SECOND), price(0, BTC, "105.00000001", 101 * SECOND));
      assertThat(harness.trips()).isEmpty();
      harness.read(price(0, BTC, "105.00000002", 102 * SECOND));
      assertThat(harness.trips()).hasSize(1);
    }
  }

  @Test
  void aFallByExactlyTheMoveStopsTheInstrument() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(price(1, BTC, "100", 100 * SECOND), price(1, BTC, "95.00000001", 101 * SECOND));
      assertThat(harness.trips()).isEmpty();
      harness.read(price(1, BTC, "94.9", 102 * SECOND));
      assertThat(harness.trips())
          .singleElement()
          .satisfies(
              trip -> {
                assertThat(trip.breaker()).isEqualTo("price-shock-down");
                assertThat(trip.evidence())
                    .isEqualTo(
                        "sim:BTC/USD went down 5.1 % in 2 s, from 100 to 94.9;"
                            + " less than 5 % are allowed within 10 s");
              });
    }
  }

  @Test
  void aMoveThatTakesAWindowIsNone() throws Exception {
    for (String to : List.of("200", "50")) {
      try (BreakerHarness harness = harness()) {
        harness.read(price(0, BTC, "100", 100 * SECOND), price(0, BTC, to, 110 * SECOND));
        assertThat(harness.trips()).isEmpty();
      }
    }
  }

  @Test
  void aFallAndTheRiseAfterItAreTwoTrips() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(
          price(0, BTC, "100", 100 * SECOND),
          price(0, BTC, "94", 101 * SECOND),
          price(0, BTC, "98", 102 * SECOND),
          price(0, BTC, "99", 103 * SECOND));
      assertThat(harness.trips())
          .extracting(BreakerTrip::evidence)
          .containsExactly(
              "sim:BTC/USD went down 6 % in 1 s, from 100 to 94;"
                  + " less than 5 % are allowed within 10 s",
              "sim:BTC/USD went up 5.3191 % in 2 s, from 94 to 99;"
                  + " less than 5 % are allowed within 10 s");
    }
  }

  @Test
  void aSlowRiseOfManyStepsIsFoundWhenTheWindowHoldsTheMove() throws Exception {
    try (BreakerHarness harness = harness()) {
      // 0.4 a second: never 5 % of the price of ten seconds ago.
      for (int i = 0; i < 20; i++) {
        harness.read(price(0, BTC, 100 + i * 4 / 10 + "." + i * 4 % 10, (100 + i) * SECOND));
      }
      assertThat(harness.trips()).isEmpty();
      // 107.6 was the last. From now on 0.7 a second: the sixth is too far from nine seconds ago.
      for (int i = 1; i <= 6; i++) {
        harness.read(
            price(0, BTC, (1076 + i * 7) / 10 + "." + (1076 + i * 7) % 10, (119 + i) * SECOND));
      }
      assertThat(harness.trips())
          .extracting(BreakerTrip::evidence)
          .containsExactly(
              "sim:BTC/USD went up 5.0751 % in 9 s, from 106.4 to 111.8;"
                  + " less than 5 % are allowed within 10 s");
    }
  }

  @Test
  void anExtremeInsideASegmentCounts() throws Exception {
    try (BreakerHarness harness = harness()) {
      // The low came before the high, in the segment of the event before.
      harness.read(
          price(0, BTC, "100.4", "99.9", "100.4", 100 * SECOND),
          price(0, BTC, "104.7", "100.5", "104.9", 101 * SECOND));
      assertThat(harness.trips())
          .extracting(BreakerTrip::evidence)
          .containsExactly(
              "sim:BTC/USD went up 5.005 % in 1 s, from 99.9 to 104.9;"
                  + " less than 5 % are allowed within 10 s");
    }
    try (BreakerHarness harness = harness()) {
      // The low of its own segment came before the price that ends it.
      harness.read(
          price(0, BTC, "100", 100 * SECOND),
          price(0, BTC, "104.6", "99.6", "104.6", 101 * SECOND));
      assertThat(harness.trips())
          .extracting(BreakerTrip::evidence)
          .containsExactly(
              "sim:BTC/USD went up 5.02 % in 1 s, from 99.6 to 104.6;"
                  + " less than 5 % are allowed within 10 s");
    }
    try (BreakerHarness harness = harness()) {
      // Whether its high came after its low is not known.
      harness.read(
          price(0, BTC, "100", 100 * SECOND),
          price(0, BTC, "100.2", "99.8", "104.9", 101 * SECOND));
      assertThat(harness.trips()).isEmpty();
    }
    try (BreakerHarness harness = harness()) {
      harness.read(
          price(0, BTC, "100", "100", "100.4", 100 * SECOND),
          price(0, BTC, "95.4", "95.3", "100.2", 101 * SECOND));
      assertThat(harness.trips()).hasSize(1);
    }
  }

  /** After hours without a price the low of the segment is as old as the event before. */
  @Test
  void aSegmentLongerThanTheWindowIsNoShock() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(
          price(0, BTC, "100", 100 * SECOND), price(0, BTC, "110", "99.9", "110", 7_200 * SECOND));
      assertThat(harness.trips()).isEmpty();
    }
  }

  @Test
  void eachEventIsPartOfOneTripOnly() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(
          price(0, BTC, "100", 100 * SECOND),
          price(0, BTC, "101", 101 * SECOND),
          price(0, BTC, "106.1", 102 * SECOND),
          // 5 % above all before the trip, and above none after it.
          price(0, BTC, "107", 103 * SECOND),
          price(0, BTC, "112.3", 104 * SECOND),
          price(0, BTC, "112.4", 105 * SECOND));
      assertThat(harness.trips())
          .extracting(BreakerTrip::time)
          .containsExactly(102 * SECOND, 105 * SECOND);
    }
  }

  /** The high and the low came in one segment: both are reached from the price before. */
  @Test
  void anEventThatIsAShockBothWaysGivesTwoTripsOfDifferentIdentity() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(
          price(0, BTC, "100", 100 * SECOND), price(0, BTC, "100", "94", "106", 101 * SECOND));
      assertThat(harness.trips())
          .extracting(trip -> trip.producer() + " #" + trip.sequence())
          .containsExactlyInAnyOrder(
              "breaker/price-shock-up/*|*|sim:BTC/USD #101000000",
              "breaker/price-shock-down/*|*|sim:BTC/USD #101000000");
    }
  }

  @Test
  void instrumentsAreWatchedApart() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(
          price(0, BTC, "100", 100 * SECOND),
          price(0, ETH, "10", 100 * SECOND + 1),
          price(0, BTC, "104", 101 * SECOND),
          price(0, ETH, "10.5", 101 * SECOND + 1));
      assertThat(harness.trips())
          .extracting(BreakerTrip::level)
          .containsExactly(Level.instrument(ETH));
    }
  }

  @Test
  void nothingIsRememberedOnceTheClockIsPastTheWindow() throws Exception {
    try (BreakerHarness harness = harness()) {
      harness.read(price(0, BTC, "100", 100 * SECOND), price(0, BTC, "101", 101 * SECOND));
      assertThat(harness.timers()).isEqualTo(4);
      harness.advance(111 * SECOND);
      assertThat(harness.timers()).isZero();
      assertThat(harness.stateEntries()).isZero();
    }
  }

  /** To and fro by half a percent, each low a little above the one before: ten thousand lows. */
  @Test
  void howeverFastThePriceMovesFewEventsAreRemembered() throws Exception {
    try (BreakerHarness harness = harness()) {
      long low = Fixed8.of(100);
      int most = 0;
      for (int i = 0; i < 10_000; i++) {
        low += Fixed8.ONE / 2_200;
        long value = i % 2 == 0 ? low : low + Fixed8.ONE / 2;
        String text = Fixed8.format(value);
        harness.read(price(0, BTC, text, Fixed8.format(low), text, 100 * SECOND + i));
        most = Math.max(most, harness.matchesUnderWay(new PriceShock(UP, RULE).key(BTC)));
      }
      assertThat(most).isBetween(PriceShock.CELLS - 3, PriceShock.CELLS + 1);
    }
  }
}
