package io.alphaflow.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.ParameterSpec.Kind;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import io.alphaflow.strategy.testing.Scenario;
import io.alphaflow.strategy.testing.TestBars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all strategies. */
class EveryStrategyTest {

  private static final int BARS = 3_000;

  /** Parameters with which each trades often on a random walk of up to half a percent a minute. */
  enum Lively {
    MA_CROSS(MovingAverageCross.DESCRIPTOR, Map.of("fast", "5", "slow", "15")),
    PRICE_CROSS(PriceCross.DESCRIPTOR, Map.of("period", "20", "band", "0.2")),
    MACD(MacdCross.DESCRIPTOR, Map.of()),
    RSI_REVERSION(RsiReversion.DESCRIPTOR, Map.of("period", "9")),
    BOLLINGER_SQUEEZE(BollingerSqueeze.DESCRIPTOR, Map.of("lookback", "30", "threshold", "0.3")),
    MOMENTUM(Momentum.DESCRIPTOR, Map.of("period", "20")),
    DONCHIAN_BREAKOUT(DonchianBreakout.DESCRIPTOR, Map.of()),
    DCA(DollarCostAverage.DESCRIPTOR, Map.of("unit", "minutes", "every", "15", "dip", "0.2")),
    GRID(Grid.DESCRIPTOR, Map.of("spacing", "0.5", "levels", "40", "stop", "950")),
    PAIRS(PairsReversion.DESCRIPTOR, Map.of("lookback", "30", "entry", "1.5"));

    private final StrategyDescriptor descriptor;
    private final Map<String, String> parameters;

    Lively(StrategyDescriptor descriptor, Map<String, String> parameters) {
      this.descriptor = descriptor;
      this.parameters = parameters;
    }

    Scenario begin() {
      return Scenario.of(descriptor, parameters);
    }

    int warmUp() {
      return descriptor.create(descriptor.resolve(parameters)).inputs().totalWarmUp();
    }

    boolean isLongFlat() {
      return this != DCA && this != GRID;
    }
  }

  private static void tell(Scenario scenario, Lively strategy, long seed, int from, int to) {
    List<Double> first = TestBars.walk(seed, BARS, 5);
    List<Double> second = TestBars.walk(seed + 1, BARS, 5);
    for (int i = from; i < to; i++) {
      if (strategy == Lively.PAIRS) {
        scenario.pair(first.get(i), second.get(i));
      } else {
        scenario.closes(first.get(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRestartAnywhereChangesNoSignal(Lively strategy) {
    Scenario whole = strategy.begin();
    tell(whole, strategy, 11, 0, BARS);
    Scenario broken = strategy.begin();
    for (int i = 0; i < BARS; i += 7) {
      tell(broken, strategy, 11, i, Math.min(BARS, i + 7));
      broken.restart();
    }
    assertThat(whole.intents()).hasSizeGreaterThan(10);
    assertThat(broken.calls()).isEqualTo(whole.calls());
    assertThat(broken.intents()).isEqualTo(whole.intents());
  }

  @ParameterizedTest
  @EnumSource
  void neverSignalsWhileItWarmsUp(Lively strategy) {
    for (long seed = 100; seed < 200; seed++) {
      Scenario scenario = strategy.begin();
      tell(scenario, strategy, seed, 0, strategy.warmUp() - 1);
      assertThat(scenario.calls()).as("seed %d", seed).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sellsWhatItBoughtBeforeItBuysAgain(Lively strategy) {
    Scenario scenario = strategy.begin();
    tell(scenario, strategy, 5, 0, BARS);
    if (strategy.isLongFlat()) {
      SignalIntent before = null;
      for (SignalIntent intent : scenario.intents()) {
        boolean buys = before == null || before.side() == Side.SELL;
        assertThat(intent.side()).isEqualTo(buys ? Side.BUY : Side.SELL);
        if (!buys) {
          assertThat(intent.sizing()).isEqualTo(before.sizing());
          assertThat(intent.leg()).isEqualTo(before.leg());
        }
        before = intent;
      }
    }
    assertThat(scenario.intents()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPauseKeepsWhatItHolds(Lively strategy) {
    Scenario scenario = strategy.begin();
    int at = 0;
    while (scenario.intents().isEmpty()) {
      tell(scenario, strategy, 11, at, ++at);
    }
    int before = scenario.intents().size();
    scenario.pauseAndResume();
    tell(scenario, strategy, 11, at, BARS);
    assertThat(scenario.intents()).hasSizeGreaterThan(before);
    if (strategy.isLongFlat()) {
      assertThat(scenario.intents().get(before).side()).isEqualTo(Side.SELL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exitsAreMeasuredFromThePriceAtWhichItBuys(Lively strategy) {
    if (!strategy.isLongFlat()) {
      return;
    }
    Map<String, String> parameters = new HashMap<>(strategy.parameters);
    parameters.putAll(Map.of("stop-loss", "5", "take-profit", "10", "trailing-stop", "2.5"));
    Scenario scenario = Scenario.of(strategy.descriptor, parameters);
    tell(scenario, strategy, 11, 0, BARS);
    for (SignalIntent intent : scenario.intents()) {
      if (intent.side() == Side.SELL) {
        assertThat(intent.protection()).isEqualTo(Protection.NONE);
      } else {
        String close = List.of("first", "second").get(intent.leg());
        double price = intent.indicators().getOrDefault("close", intent.indicators().get(close));
        assertThat(Fixed8.toDouble(intent.protection().stopLoss())).isEqualTo(round(price * 0.95));
        assertThat(Fixed8.toDouble(intent.protection().takeProfit())).isEqualTo(round(price * 1.1));
        assertThat(Fixed8.toDouble(intent.protection().trailingStop()))
            .isEqualTo(round(price * 0.025));
      }
    }
  }

  /** The percentages above leave at most five decimals of a price in cents. */
  private static double round(double price) {
    return Math.round(price * 1e5) / 1e5;
  }

  static Stream<StrategyDescriptor> all() {
    return new BuiltInStrategies().strategies().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void valuesOutsideItsParametersAreRefusedWithASentence(StrategyDescriptor descriptor) {
    for (ParameterSpec spec : descriptor.parameters()) {
      assertThat(spec.meaning()).isNotBlank();
      List<String> bad = new ArrayList<>(List.of("", "much", "NaN"));
      if (spec.kind() != Kind.CHOICE) {
        bad.add(spec.max() + "1");
        bad.add("-" + spec.max() + "1");
      }
      for (String text : bad) {
        assertThatThrownBy(() -> descriptor.resolve(Map.of(spec.name(), text)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(spec.name())
            .hasMessageContaining("expected " + spec.accepted());
      }
    }
  }

  /** A plugin's author sees a sentence, not a stack trace of an indicator. */
  @ParameterizedTest
  @MethodSource("all")
  void whatItsParametersAcceptMakesAStrategyOrASentence(StrategyDescriptor descriptor) {
    for (ParameterSpec spec : descriptor.parameters()) {
      List<String> ends =
          spec.kind() == Kind.CHOICE ? spec.choices() : List.of(spec.min(), spec.max());
      for (String text : ends) {
        try {
          descriptor.create(descriptor.resolve(Map.of(spec.name(), text)));
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageContaining(spec.name());
        } catch (RuntimeException e) {
          fail(spec.name() + " " + text, e);
        }
      }
    }
  }

  @Test
  void theCatalogFindsThemAll() {
    assertThat(StrategyCatalog.onClassPath().types())
        .containsExactly(
            "bollinger-squeeze",
            "dca",
            "donchian-breakout",
            "grid",
            "ma-cross",
            "macd",
            "momentum",
            "pairs",
            "price-cross",
            "rsi-reversion");
  }
}
