package io.alphaflow.ingest.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.ClockTick;
import org.junit.jupiter.api.Test;

class TickClockTest {

  private final TickClock clock = new TickClock("sim", 1_000_000);

  @Test
  void ticksOnceForAJumpOverSeveralBoundaries() {
    assertThat(clock.advance(1_500_000)).contains(new ClockTick("sim", 1, 1_000_000));
    assertThat(clock.advance(1_999_999)).isEmpty();
    assertThat(clock.advance(7_000_000)).contains(new ClockTick("sim", 7, 7_000_000));
  }

  @Test
  void doesNotTickWhenTimeGoesBack() {
    clock.advance(7_000_000);
    assertThat(clock.advance(3_000_000)).isEmpty();
    assertThat(clock.advance(7_999_999)).isEmpty();
  }

  @Test
  void aClockThatStartsAnewGivesTheSameTick() {
    assertThat(new TickClock("sim", 1_000_000).advance(7_300_000))
        .isEqualTo(clock.advance(7_600_000));
  }
}
