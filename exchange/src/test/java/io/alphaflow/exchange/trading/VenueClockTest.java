package io.alphaflow.exchange.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class VenueClockTest {

  private final VenueClock clock =
      new VenueClock(Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC));

  @Test
  void isOursBeforeTheVenueWasAsked() {
    assertThat(clock.micros()).isEqualTo(1_000_000_000L);
  }

  @Test
  void takesTheAnswerWithTheShortestRoundTrip() {
    clock.sample(0, 10_000, 25_000);
    clock.sample(0, 400, 10_200);
    clock.sample(0, 90_000, 99_000);
    assertThat(clock.micros()).isEqualTo(1_000_010_000L);
  }

  @Test
  void forgetsOldAnswers() {
    clock.sample(0, 2, 501);
    for (int i = 0; i < VenueClock.KEPT; i++) {
      clock.sample(0, 100, 7_050);
    }
    assertThat(clock.micros()).isEqualTo(1_000_007_000L);
  }
}
