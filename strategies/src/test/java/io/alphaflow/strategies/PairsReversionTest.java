package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.testing.Scenario;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PairsReversionTest {

  /** Four spreads in the window: one that is off while three are equal is √3 deviations away. */
  private static Scenario scenario(String exit) {
    return Scenario.of(
            PairsReversion.DESCRIPTOR,
            Map.of("lookback", "4", "entry", "1.7", "exit", exit, "amount", "300"))
        .pair(100, 50)
        .pair(100, 50)
        .pair(100, 50);
  }

  @Test
  void buysTheFirstWhenItIsCheapAndSellsItWhenTheyAreTogether() {
    Scenario scenario = scenario("0.5").pair(80, 50).pair(81, 50).pair(100, 50);
    assertThat(scenario.calls()).containsExactly("4 BUY leg 0 cheap", "6 SELL leg 0 together");
    Sizing quantity = new Sizing(SizingMode.BASE_QUANTITY, Fixed8.parse("3.75"));
    assertThat(scenario.intents().get(0).sizing()).isEqualTo(quantity);
    assertThat(scenario.intents().get(1).sizing()).isEqualTo(quantity);
    assertThat(scenario.intents().get(0).indicators())
        .containsEntry("first", 80.0)
        .containsEntry("second", 50.0);
    assertThat(scenario.intents().get(0).indicators().get("z-score"))
        .isCloseTo(-Math.sqrt(3), Offset.offset(1e-9));
  }

  @Test
  void buysTheSecondWhenThatIsCheap() {
    assertThat(scenario("0.5").pair(120, 50).calls()).containsExactly("4 BUY leg 1 cheap");
    assertThat(scenario("0.5").pair(100, 40).calls()).containsExactly("4 BUY leg 1 cheap");
  }

  @Test
  void changesLegsInOneIntervalSellingFirst() {
    Scenario scenario = scenario("-1").pair(80, 50).pair(80, 50).pair(80, 50).pair(80, 50);
    assertThat(scenario.pair(120, 50).calls())
        .containsExactly("4 BUY leg 0 cheap", "8 SELL leg 0 together", "8 BUY leg 1 cheap");
  }

  @Test
  void pairsThatDoNotMoveSayNothing() {
    assertThat(scenario("0.5").pair(100, 50).pair(100, 50).calls()).isEmpty();
  }

  @Test
  void theHedgeRatioWeighsTheSecond() {
    // With ratio 2 the first may rise as the square of the second.
    Map<String, String> squared = Map.of("lookback", "4", "entry", "1.7", "hedge-ratio", "2");
    Scenario scenario = Scenario.of(PairsReversion.DESCRIPTOR, squared);
    scenario.pair(100, 10).pair(121, 11).pair(144, 12).pair(130, 13);
    assertThat(scenario.calls()).containsExactly("4 BUY leg 0 cheap");
  }

  @Test
  void refusesAnExitThatIsNotBelowTheEntry() {
    assertThatThrownBy(() -> Scenario.of(PairsReversion.DESCRIPTOR, Map.of("exit", "2")))
        .hasMessage("exit 2 is not accepted with entry 2; expected exit below entry");
  }
}
