package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.testing.Scenario;
import io.alphaflow.strategy.testing.TestBars;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The scenario's bars begin at midnight UTC. */
class DollarCostAverageTest {

  /** 2024-01-01 in minutes. */
  private static final long MIDNIGHT = 1_704_067_200 / 60;

  private static Scenario scenario(String... others) {
    Map<String, String> parameters = new HashMap<>(Map.of("every", "5", "unit", "minutes"));
    for (int i = 0; i < others.length; i += 2) {
      parameters.put(others[i], others[i + 1]);
    }
    return Scenario.of(DollarCostAverage.DESCRIPTOR, parameters);
  }

  private static Scenario minutes(Scenario scenario, int count) {
    for (int i = 0; i < count; i++) {
      scenario.closes(100);
    }
    return scenario;
  }

  @Test
  void buysAtTheFirstBarOfEachPeriodForTheSameAmount() {
    Scenario scenario = minutes(scenario("amount", "25.5"), 17);
    assertThat(scenario.calls()).containsExactly("6 BUY period", "11 BUY period", "16 BUY period");
    for (SignalIntent intent : scenario.intents()) {
      assertThat(intent.sizing())
          .isEqualTo(new Sizing(SizingMode.QUOTE_AMOUNT, Fixed8.parse("25.5")));
      assertThat(intent.orderType()).isEqualTo(OrderType.MARKET);
    }
  }

  @Test
  void thePeriodsDoNotDependOnWhereItBegan() {
    assertThat(minutes(scenario().quiet(3), 8).calls())
        .as("bars 3 and 8 are those of minutes 5 and 10")
        .containsExactly("3 BUY period", "8 BUY period");
  }

  @Test
  void aPeriodWithoutABarIsNotMadeUpFor() {
    Scenario scenario = minutes(minutes(scenario(), 2).quiet(20), 3);
    assertThat(scenario.calls()).containsExactly("3 BUY period");
  }

  @Test
  void countsBarNumbers() {
    Scenario scenario = minutes(scenario("unit", "bars", "every", "3"), 10);
    assertThat(scenario.calls()).containsExactly("4 BUY period", "7 BUY period", "10 BUY period");
  }

  @Test
  void aDayIsThatOfUtc() {
    Scenario scenario = minutes(scenario("unit", "days", "every", "1"), 24 * 60);
    assertThat(scenario.calls()).isEmpty();
    assertThat(minutes(scenario, 1).calls()).containsExactly("1441 BUY period");
  }

  @Test
  void aDuePurchaseWaitsForADipUntilItsPeriodEnds() {
    Scenario scenario = scenario("dip", "2", "lookback", "3", "every", "4");
    scenario.closes(100, 100, 100, 100); // Warm-up; the first period is not bought.
    scenario.closes(99, 98.5, 96, 97); // Due; 96 is more than 2 % below 99.
    scenario.closes(97, 97, 97, 97); // Due, no dip.
    scenario.closes(97, 95, 90, 80); // Due again, once.
    assertThat(scenario.calls()).containsExactly("7 BUY period-dip", "14 BUY period-dip");
    assertThat(scenario.intents().get(0).indicators())
        .containsExactly(Map.entry("close", 96.0), Map.entry("highest(3)", 99.0));
  }

  @Test
  void aLimitOrderPaysAtMostTheClose() {
    SignalIntent intent = minutes(scenario("order", "limit"), 6).intents().get(0);
    assertThat(intent.orderType()).isEqualTo(OrderType.LIMIT);
    assertThat(intent.limitPrice()).isEqualTo(Fixed8.of(100));
  }

  @Test
  void spendsExactlyTheAmountWhereThatIsWanted() {
    SignalIntent intent = minutes(scenario("order", "spend", "amount", "25.5"), 6).intents().get(0);
    assertThat(intent.orderType()).isEqualTo(OrderType.MARKET);
    assertThat(intent.sizing()).isEqualTo(Sizing.spend(Fixed8.parse("25.5")));
  }

  @Test
  void aChangeKeepsTheCountOfPurchases() {
    Map<String, String> parameters = Map.of("every", "1", "unit", "minutes", "purchases", "3");
    Scenario scenario = minutes(Scenario.of(DollarCostAverage.DESCRIPTOR, parameters), 3);
    assertThat(scenario.calls()).hasSize(2);
    scenario.change(parameters);
    assertThat(minutes(scenario, 10).calls()).hasSize(3);
  }

  @Test
  void refusesAPeriodOfNothing() {
    assertThatThrownBy(() -> scenario("every", "0"))
        .hasMessage(
            "every \"0\" is not accepted; expected a whole number from 1 to 1000000 (default 1)");
  }

  @Property(tries = 50)
  void spendsExactlyTheAmountTimesThePurchases(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int every,
      @ForAll @IntRange(min = 0, max = 20) int purchases) {
    Scenario scenario =
        scenario("every", "" + every, "purchases", "" + purchases, "amount", "0.1")
            .closes(TestBars.walk(seed, 400, 5));
    long periods = (MIDNIGHT + 399) / every - MIDNIGHT / every;
    long expected = purchases == 0 ? periods : Math.min(periods, purchases);
    long spent = 0;
    for (SignalIntent intent : scenario.intents()) {
      assertThat(intent.side()).isEqualTo(Side.BUY);
      spent += intent.sizing().size();
    }
    assertThat(spent).isEqualTo(expected * Fixed8.parse("0.1"));
  }
}
