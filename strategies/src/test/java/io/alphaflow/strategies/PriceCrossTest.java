package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.strategy.testing.Scenario;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceCrossTest {

  private static Scenario scenario(String band) {
    return Scenario.of(PriceCross.DESCRIPTOR, Map.of("period", "3", "band", band));
  }

  @Test
  void buysTheCrossUpAndSellsTheCrossDown() {
    // Averages from the third bar on: 100, 101, 103, 105, 104.
    Scenario scenario = scenario("0").closes(102, 100, 98, 105, 106, 104, 102);
    assertThat(scenario.calls()).containsExactly("4 BUY cross-up", "6 SELL cross-down");
    assertThat(scenario.intents().get(0).indicators())
        .containsExactly(Map.entry("close", 105.0), Map.entry("sma(3)", 101.0));
  }

  @Test
  void aCloseWithinTheBandIsNoSide() {
    // Three closes before: 98, then 0.5 % above its average, then far above it.
    assertThat(scenario("1").closes(102, 100, 98, 100).calls()).isEmpty();
    assertThat(scenario("0").closes(102, 100, 98, 100).calls()).hasSize(1);
    assertThat(scenario("1").closes(102, 100, 98, 100, 104).calls())
        .containsExactly("5 BUY cross-up");
  }

  @Test
  void theFirstSideIsNoCross() {
    assertThat(scenario("0").closes(100, 101, 102, 103, 104, 105).calls()).isEmpty();
  }

  @Test
  void followsAnExponentialAverageToo() {
    Scenario scenario =
        Scenario.of(PriceCross.DESCRIPTOR, Map.of("period", "3", "type", "ema"))
            .closes(Collections.nCopies(14, 100.0))
            .closes(98, 105);
    assertThat(scenario.intents().get(0).indicators()).containsEntry("ema(3)", 102.0);
  }

  @Test
  void confidenceGrowsWithTheDistance() {
    assertThat(scenario("0").closes(102, 100, 98, 99.01).intents().get(0).confidence())
        .isBetween(0.5, 0.51);
    assertThat(scenario("0").closes(102, 100, 98, 105).intents().get(0).confidence()).isEqualTo(1);
  }

  @Test
  void refusesABandBelowZero() {
    assertThatThrownBy(() -> scenario("-1"))
        .hasMessage("band \"-1\" is not accepted; expected a number from 0 to 50 (default 0)");
  }
}
