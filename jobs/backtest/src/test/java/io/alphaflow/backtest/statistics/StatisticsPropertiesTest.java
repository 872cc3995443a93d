package io.alphaflow.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alphaflow.backtest.fixture.Results;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** What holds for every equity. */
class StatisticsPropertiesTest {

  private static double[] column(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static PeriodStatistics of(double[] equity) {
    return Statistics.of(
            new Results().equity(Results.daily(equity)).result(), StatisticsOptions.defaults())
        .period();
  }

  @Property(tries = 200)
  void moneyHasNoUnitInRatios(
      @ForAll @Size(min = 3, max = 60) List<@DoubleRange(min = 1, max = 1_000) Double> values) {
    double[] equity = column(values);
    PeriodStatistics once = of(equity);
    PeriodStatistics doubled = of(Arrays.stream(equity).map(value -> value * 2).toArray());
    assertThat(doubled).isEqualTo(once);
  }

  @Property(tries = 200)
  void drawdownIsNoMoreThanAllAndTheTableHoldsTheDeepest(
      @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = 1, max = 1_000) Double> values) {
    Statistics statistics =
        Statistics.of(
            new Results().equity(Results.daily(column(values))).result(),
            StatisticsOptions.defaults().withBootstrapSamples(0));
    PeriodStatistics period = statistics.period();
    assertThat(period.maxDrawdown()).isBetween(-1.0, 0.0);
    assertThat(period.maxDrawdownEveryPoint()).isEqualTo(period.maxDrawdown());
    double deepest = statistics.drawdowns().stream().mapToDouble(Drawdown::depth).min().orElse(0);
    assertThat(deepest).isEqualTo(period.maxDrawdown());
    double compounded = 1;
    for (MonthlyReturn month : statistics.months()) {
      compounded *= 1 + month.value();
    }
    assertThat(compounded - 1).isCloseTo(period.totalReturn(), within(1e-9 * compounded));
    assertThat(period.cvar95()).isLessThanOrEqualTo(period.var95());
    assertThat(period.var99()).isLessThanOrEqualTo(period.var95());
  }
}
