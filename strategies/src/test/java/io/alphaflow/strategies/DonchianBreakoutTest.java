package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.strategy.testing.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DonchianBreakoutTest {

  private static Scenario scenario() {
    return Scenario.of(DonchianBreakout.DESCRIPTOR, Map.of("entry", "3", "exit", "2"));
  }

  @Test
  void buysAboveTheHighestAndSellsBelowTheLowestOfTheBarsBefore() {
    Scenario scenario =
        scenario()
            .bar(100, 102, 99, 101)
            .bar(101, 103, 100, 102)
            .bar(102, 102, 98, 100)
            .bar(100, 104, 100, 103) // At 103, the highest: not above it.
            .bar(103, 105, 102, 104.5) // Above 104.
            .bar(104, 104, 101, 102) // The lowest of the two before is 100.
            .bar(102, 102, 100, 100.5) // Below 101.
            .closes(100);
    assertThat(scenario.calls()).containsExactly("5 BUY breakout", "7 SELL breakdown");
    assertThat(scenario.intents().get(0).indicators())
        .containsExactly(
            Map.entry("close", 104.5), Map.entry("highest", 104.0), Map.entry("lowest", 98.0));
  }

  @Test
  void theBarItselfIsNotInTheChannelThatItBreaks() {
    assertThat(scenario().closes(100, 100, 100).bar(100, 120, 90, 110).calls())
        .containsExactly("4 BUY breakout");
  }

  @Test
  void theFirstBarAfterAPauseHasNoChannelToBreak() {
    Scenario scenario = scenario().closes(100, 100, 100, 101).pauseAndResume();
    assertThat(scenario.closes(90, 80, 70).calls()).hasSize(1);
    assertThat(scenario.closes(60).calls()).hasSize(2).contains("8 SELL breakdown");
  }

  @Test
  void aFlatMarketBreaksNothing() {
    assertThat(scenario().closes(100, 100, 100, 100, 100, 100).calls()).isEmpty();
  }
}
