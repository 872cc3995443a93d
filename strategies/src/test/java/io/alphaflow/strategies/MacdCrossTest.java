package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.strategy.testing.Scenario;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MacdCrossTest {

  /** With signal 1 the signal line would be the MACD line; with 2 it lags behind it. */
  private static Scenario scenario() {
    return Scenario.of(MacdCross.DESCRIPTOR, Map.of("fast", "1", "slow", "2", "signal", "2"));
  }

  @Test
  void buysTheCrossUpAndSellsTheCrossDown() {
    // ema(2) begins with the mean of two, then moves by 2/3 of the distance:
    //   close 100 98 96 92 95 98 98
    //   ema(2)     99 97 93.67 94.56 96.85 97.62
    //   macd       -1 -1 -1.67 0.44 1.15 0.38
    //   signal        -1 -1.44 -0.19 0.70 0.49, histogram 0, -0.22, 0.63, 0.44, -0.11
    Scenario scenario = scenario().closes(100, 98, 96, 92, 95, 98, 98);
    assertThat(scenario.calls()).containsExactly("5 BUY cross-up", "7 SELL cross-down");
    assertThat(scenario.intents().get(0).indicators().keySet())
        .containsExactly("close", "macd(1,2,2)", "macd(1,2,2).signal", "macd(1,2,2).histogram");
    assertThat(scenario.intents().get(0).indicators().get("macd(1,2,2)"))
        .isCloseTo(4.0 / 9, Offset.offset(1e-9));
  }

  @Test
  void theFirstSideIsNoCross() {
    assertThat(scenario().closes(100, 101, 103, 107, 115).calls()).isEmpty();
  }

  @Test
  void refusesAFastAverageThatIsNotFaster() {
    assertThatThrownBy(() -> Scenario.of(MacdCross.DESCRIPTOR, Map.of("fast", "26")))
        .hasMessage("fast 26 is not accepted with slow 26; expected fast below slow");
  }
}
