package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.strategy.testing.Scenario;
import java.util.Arrays;
import java.util.Collections;
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
    // After 9 bars of 100 all lines are there, and two more bars end the warm-up:
    //   close 98 96 92 95 98 98
    //   macd   -0.67 -0.89 -1.63 0.46 1.15 0.38
    //   signal -0.44 -0.74 -1.33 -0.14 0.72 0.50
    Scenario scenario =
        scenario().closes(Collections.nCopies(9, 100.0)).closes(98, 96, 92, 95, 98, 98);
    assertThat(scenario.calls()).containsExactly("13 BUY cross-up", "15 SELL cross-down");
    assertThat(scenario.intents().get(0).indicators().keySet())
        .containsExactly("close", "macd(1,2,2)", "macd(1,2,2).signal", "macd(1,2,2).histogram");
    assertThat(scenario.intents().get(0).indicators().get("macd(1,2,2)"))
        .isCloseTo(37.0 / 81, Offset.offset(1e-9));
  }

  @Test
  void theFirstSideIsNoCross() {
    double[] rising = new double[20];
    Arrays.setAll(rising, i -> 100 + i * i);
    assertThat(scenario().closes(rising).calls()).isEmpty();
  }

  @Test
  void refusesAFastAverageThatIsNotFaster() {
    assertThatThrownBy(() -> Scenario.of(MacdCross.DESCRIPTOR, Map.of("fast", "26")))
        .hasMessage("fast 26 is not accepted with slow 26; expected fast below slow");
  }
}
