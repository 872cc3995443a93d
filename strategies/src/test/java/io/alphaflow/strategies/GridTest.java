package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.testing.Scenario;
import io.alphaflow.strategy.testing.TestBars;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GridTest {

  private static final long SIZE = Fixed8.parse("0.5");

  private static Map<String, String> parameters(String... others) {
    Map<String, String> parameters = new HashMap<>(Map.of("size", "0.5"));
    for (int i = 0; i < others.length; i += 2) {
      parameters.put(others[i], others[i + 1]);
    }
    return parameters;
  }

  /** Levels 100, 110, 120, 130, the last only to sell at. */
  private static Scenario range(String... others) {
    Map<String, String> parameters = parameters(others);
    parameters.putAll(Map.of("lower", "100", "upper", "130", "levels", "3"));
    return Scenario.of(Grid.DESCRIPTOR, parameters);
  }

  private static List<String> orders(Scenario scenario) {
    return scenario.intents().stream()
        .map(
            intent ->
                intent.side()
                    + " "
                    + Fixed8.format(intent.sizing().size())
                    + (intent.orderType() == OrderType.LIMIT
                        ? " at " + Fixed8.format(intent.limitPrice())
                        : ""))
        .toList();
  }

  @Test
  void buysALevelAndSellsItOneHigher() {
    Scenario scenario = range().closes(125, 121, 119, 115, 110, 118, 121, 131);
    assertThat(scenario.calls())
        .containsExactly(
            "3 BUY level-down", "5 BUY level-down", "7 SELL level-up", "8 SELL level-up");
    assertThat(orders(scenario))
        .containsExactly("BUY 0.5 at 120", "BUY 0.5 at 110", "SELL 0.5 at 120", "SELL 0.5 at 130");
  }

  @Test
  void doesNotBuyTwiceWhatItHolds() {
    assertThat(orders(range().closes(125, 119, 121, 119, 122, 118)))
        .containsExactly("BUY 0.5 at 120");
  }

  @Test
  void levelsAboveThePriceAtTheStartWaitUntilItWasThere() {
    assertThat(range().closes(105, 104, 103).calls()).isEmpty();
    assertThat(orders(range().closes(105, 115, 109))).containsExactly("BUY 0.5 at 110");
  }

  @Test
  void levelsThatOneBarCrossesAreOneOrder() {
    assertThat(orders(range().closes(125, 95, 125, 131)))
        .containsExactly("BUY 1.5 at 100", "SELL 1 at 120", "SELL 0.5 at 130");
  }

  @Test
  void ordersAtTheMarketWhereWanted() {
    assertThat(orders(range("order", "market").closes(125, 119, 131)))
        .containsExactly("BUY 0.5", "SELL 0.5");
  }

  @Test
  void sellsEverythingBelowTheStopAndWaits() {
    Scenario scenario = range("stop", "90").closes(125, 95, 90, 89, 85, 91, 99, 105, 99);
    assertThat(scenario.calls())
        .containsExactly("2 BUY level-down", "4 SELL stop", "9 BUY level-down");
    assertThat(orders(scenario)).containsExactly("BUY 1.5 at 100", "SELL 1.5", "BUY 0.5 at 100");
  }

  @Test
  void liesAroundTheFirstClose() {
    // 190, 195, 200, 205, 210.
    Scenario scenario =
        Scenario.of(Grid.DESCRIPTOR, parameters("spacing", "2.5", "levels", "4"))
            .closes(200, 194.99, 188, 211);
    assertThat(orders(scenario))
        .containsExactly("BUY 0.5 at 195", "BUY 0.5 at 190", "SELL 1 at 200");
  }

  @Test
  void levelsAreMultiplesOfTheTick() {
    Scenario scenario =
        Scenario.of(
                Grid.DESCRIPTOR,
                parameters("lower", "100", "upper", "101", "levels", "3", "tick", "0.05"))
            .closes(101, 100.5, 100.1);
    assertThat(orders(scenario)).containsExactly("BUY 0.5 at 100.65", "BUY 0.5 at 100.35");
  }

  @Test
  void aPauseKeepsTheAnchorAndWhatIsHeld() {
    Map<String, String> parameters = parameters("spacing", "2.5", "levels", "4");
    Scenario scenario = Scenario.of(Grid.DESCRIPTOR, parameters).closes(200, 194).pauseAndResume();
    assertThat(orders(scenario.closes(201, 220, 199, 194)))
        .containsExactly("BUY 0.5 at 195", "SELL 0.5 at 200", "BUY 1 at 200", "BUY 0.5 at 195");
  }

  @Test
  void whatAnotherGridBoughtIsSoldAtItsPrices() {
    Scenario scenario = range().closes(125, 119);
    scenario.change(parameters("lower", "50", "upper", "60", "levels", "1", "size", "2"));
    scenario.closes(119, 70, 49); // One may be held, and one is.
    scenario.closes(130, 55, 50);
    assertThat(orders(scenario))
        .containsExactly("BUY 0.5 at 120", "SELL 0.5 at 130", "BUY 2 at 50");
  }

  @Test
  void refusesLevelsThatMakeNoGrid() {
    assertThatThrownBy(() -> Scenario.of(Grid.DESCRIPTOR, Map.of("lower", "100")))
        .hasMessage(
            "lower 100 is not accepted with upper 0; expected 0 < lower < upper, or both 0 for a"
                + " grid around the first close");
    assertThatThrownBy(() -> range("tick", "25"))
        .hasMessageContaining("level 1 of the grid would be 100")
        .hasMessageContaining("finer tick");
    assertThatThrownBy(() -> Scenario.of(Grid.DESCRIPTOR, Map.of("spacing", "10", "levels", "20")))
        .hasMessageContaining("spacing 10 is not accepted with levels 20");
    assertThatThrownBy(() -> range("stop", "100"))
        .hasMessage("stop 100 is not accepted with lower 100; expected stop below lower");
  }

  @Property(tries = 100)
  void neverHoldsMoreThanItsLevelsAndNeverSellsLowerThanItBought(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int levels) {
    Scenario scenario =
        Scenario.of(
            Grid.DESCRIPTOR, parameters("spacing", "0.7", "levels", "" + levels, "stop", "950"));
    List<Double> closes = TestBars.walk(seed, 600, 8);
    for (int i = 0; i < closes.size(); i++) {
      scenario.closes(closes.get(i));
      if (i % 97 == 0) {
        scenario.restart();
      }
    }
    long held = 0;
    for (SignalIntent intent : scenario.intents()) {
      boolean buys = intent.side() == Side.BUY;
      held += buys ? intent.sizing().size() : -intent.sizing().size();
      assertThat(held).isBetween(0L, levels * SIZE);
      assertThat(intent.indicators().get("held")).isEqualTo(held / (double) SIZE);
      double close = intent.indicators().get("close");
      if (buys) {
        assertThat(intent.limitPrice()).isGreaterThanOrEqualTo(Math.round(close * 1e8));
      } else if (intent.tag().equals("stop")) {
        assertThat(held).isZero();
      } else {
        assertThat(intent.limitPrice()).isLessThanOrEqualTo(Math.round(close * 1e8));
      }
    }
  }
}
