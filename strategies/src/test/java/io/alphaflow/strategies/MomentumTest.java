package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.strategy.testing.Scenario;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MomentumTest {

  /** Warm after 12 quiet bars. */
  private static Scenario scenario(String maxVolatility) {
    return Scenario.of(
            Momentum.DESCRIPTOR,
            Map.of(
                "period", "2",
                "entry", "3",
                "exit", "1",
                "volatility-period", "2",
                "max-volatility", maxVolatility))
        .closes(Collections.nCopies(12, 100.0));
  }

  @Test
  void buysWhatRoseAndSellsWhenItRisesNoMore() {
    // Rates over two bars: 0 %, 1 %, 2 %, 3.96 %, 2.94 %, 0.95 %.
    Scenario scenario = scenario("50").closes(100, 101, 102, 105, 105, 106);
    assertThat(scenario.calls()).containsExactly("16 BUY momentum", "18 SELL momentum-lost");
    assertThat(scenario.intents().get(0).indicators().keySet())
        .containsExactly("close", "roc(2)", "atr(2).percent");
  }

  @Test
  void aRateAtTheThresholdIsNotAboveIt() {
    assertThat(scenario("50").closes(100, 100, 103, 103).calls()).isEmpty();
    assertThat(scenario("50").closes(100, 100, 103.01, 103).calls()).hasSize(1);
  }

  @Test
  void aWildMarketIsNotBought() {
    // The average true range at the fourth bar is 1.875: of 105 that is 1.79 %.
    assertThat(scenario("1.8").closes(100, 101, 102, 105).calls()).hasSize(1);
    assertThat(scenario("1.75").closes(100, 101, 102, 105).calls()).isEmpty();
  }

  @Test
  void aMarketThatGetsWildLaterEndsNothing() {
    Scenario scenario = scenario("1.8").closes(100, 101, 102, 105);
    assertThat(scenario.bar(105, 130, 80, 108).calls()).hasSize(1);
  }

  @Test
  void refusesAnExitThatIsNotBelowTheEntry() {
    assertThatThrownBy(() -> Scenario.of(Momentum.DESCRIPTOR, Map.of("entry", "1", "exit", "1.5")))
        .hasMessage("exit 1.5 is not accepted with entry 1; expected exit below entry");
  }
}
