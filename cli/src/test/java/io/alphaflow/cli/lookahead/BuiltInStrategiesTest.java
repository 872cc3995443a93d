package io.alphaflow.cli.lookahead;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every strategy that comes with the desk is held to. */
class BuiltInStrategiesTest {

  private static final long HOUR = 3_600_000_000L;
  private static final int BARS = 1_500;
  private static final long SEED = 20_240_131;

  static List<String> types() {
    return StrategyCatalog.onClassPath().descriptors().stream()
        .filter(d -> d.factory().getClass().getName().startsWith("io.alphaflow.strategies."))
        .map(StrategyDescriptor::type)
        .toList();
  }

  /** Two markets that wander and come back to each other, with quiet and wild times. */
  private static List<Step> market(int legs) {
    Random random = new Random(SEED);
    List<Step> steps = new ArrayList<>();
    double[] closes = {1_000, 1_000};
    for (int i = 0; i < BARS; i++) {
      double wild = i / 120 % 2 == 0 ? 0.002 : 0.01;
      double common = wild * random.nextGaussian() + 0.004 * Math.sin(i / 40.0);
      double apart = 0.05 * Math.log(closes[0] / closes[1]);
      List<Optional<Bar>> bars = new ArrayList<>();
      for (int leg = 0; leg < legs; leg++) {
        double before = closes[leg];
        closes[leg] *= 1 + common + 0.003 * random.nextGaussian() + (leg == 0 ? -apart : apart);
        bars.add(Optional.of(bar(leg, i, before, closes[leg], wild)));
      }
      steps.add(new Step.Bars(List.copyOf(bars)));
    }
    return steps;
  }

  private static Bar bar(int leg, int i, double open, double close, double wild) {
    return new Bar(
        "leg" + leg,
        "1h",
        i,
        i * HOUR,
        (i + 1) * HOUR,
        units(open),
        units(Math.max(open, close) * (1 + wild / 2)),
        units(Math.min(open, close) * (1 - wild / 2)),
        units(close),
        Fixed8.ONE,
        units(close),
        10,
        Fixed8.ONE / 2,
        0);
  }

  private static long units(double price) {
    return Math.round(price * 1e8);
  }

  @ParameterizedTest
  @MethodSource("types")
  @Timeout(120)
  void knowsNothingThatItCannotKnow(String type) {
    StrategyDescriptor descriptor = StrategyCatalog.onClassPath().find(type).orElseThrow();
    Report report =
        new LookaheadCheck(StrategyCode.of(descriptor), Map.of(), market(descriptor.legs())).run();
    assertThat(report.rows())
        .as("seed " + SEED + ", a longer warm-up that would do: " + report.sufficient())
        .allMatch(row -> row.found() == 0);
    assertThat(report.decisions()).as("decisions, seed " + SEED).isPositive();
  }
}
