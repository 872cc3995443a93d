package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.strategy.testing.Scenario;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RsiReversionTest {

  /** After a history of 24 bars that leaves nothing in the averages: four more end the warm-up. */
  private static Scenario run() {
    return Scenario.of(RsiReversion.DESCRIPTOR, Map.of("period", "3"))
        .closes(Collections.nCopies(24, 100.0));
  }

  @Test
  void buysOnceWhenOversoldAndSellsOnceWhenOverbought() {
    Scenario run = run().closes(100, 99, 98, 97, 96, 95, 100, 110, 120, 130, 131);
    assertThat(run.calls()).containsExactly("28 BUY oversold", "31 SELL overbought");
    assertThat(run.intents().get(0).indicators().keySet()).containsExactly("close", "rsi(3)");
  }

  @Test
  void neverSignalsFromAColdIndex() {
    assertThat(run().closes(100, 50, 25).calls()).isEmpty();
  }

  @Test
  void aDeadMarketIsNeitherOversoldNorOverbought() {
    assertThat(run().closes(100, 100, 100, 100, 100, 100).calls()).isEmpty();
  }

  @Test
  void doesNotSellWhatItDidNotBuy() {
    assertThat(run().closes(100, 101, 102, 103, 104).calls()).isEmpty();
  }

  @Test
  void confidenceIsFullAtTheEndsOfTheIndex() {
    assertThat(run().closes(100, 99, 98, 97).intents().get(0).confidence()).isEqualTo(1);
    assertThat(run().closes(100, 99, 98, 99).intents()).isEmpty();
  }

  @Test
  void refusesThresholdsInTheWrongOrder() {
    assertThatThrownBy(
            () ->
                Scenario.of(RsiReversion.DESCRIPTOR, Map.of("oversold", "60", "overbought", "40")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oversold 60")
        .hasMessageContaining("overbought 40");
  }
}
