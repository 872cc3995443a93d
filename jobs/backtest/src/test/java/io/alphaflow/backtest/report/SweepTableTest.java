package io.alphaflow.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.alphaflow.backtest.statistics.Better;
import io.alphaflow.backtest.statistics.SharpeTests;
import io.alphaflow.backtest.statistics.Trials;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SweepTableTest {

  static SweepTable.Row row(String fast, String slow, double sharpe) {
    return new SweepTable.Row(
        0,
        List.of(fast, slow),
        Map.of("sharpe", sharpe, "observations", 300.0, "skew", -0.5, "kurtosis", 2.0));
  }

  @Test
  void theBestIsFirstAndWhatIsUndefinedLast() {
    SweepTable table =
        SweepTable.ranked(
            List.of("fast", "slow"),
            "sharpe",
            365,
            List.of(row("5", "20", 0.3), row("5", "40", Double.NaN), row("10", "20", 1.2)));
    assertThat(table.rows())
        .extracting(r -> r.values().get(0) + "/" + r.values().get(1))
        .containsExactly("10/20", "5/20", "5/40");
    assertThat(table.rows()).extracting(SweepTable.Row::rank).containsExactly(1, 2, 3);
  }

  @Test
  void whereLessIsBetterTheLowestIsFirstAndWhatIsUndefinedStillLast() {
    List<SweepTable.Row> rows =
        Stream.of(0.3, Double.NaN, 0.1, 0.2)
            .map(value -> new SweepTable.Row(0, List.of("" + value), Map.of("volatility", value)))
            .toList();
    SweepTable table = SweepTable.ranked(List.of("p"), "volatility", 365, rows);
    assertThat(table.better()).isEqualTo(Better.LOWER);
    assertThat(table.rows())
        .extracting(r -> r.values().get(0))
        .containsExactly("0.1", "0.2", "0.3", "NaN");
    SweepTable drawdowns =
        SweepTable.ranked(
            List.of("p"),
            "maxDrawdown",
            365,
            Stream.of(-0.2, -0.1)
                .map(
                    value ->
                        new SweepTable.Row(0, List.of("" + value), Map.of("maxDrawdown", value)))
                .toList());
    assertThat(drawdowns.rows().get(0).value("maxDrawdown")).isEqualTo(-0.1);
  }

  @Test
  void eachSharpeRatioIsDeflatedByAllOfThem() {
    SweepTable table =
        SweepTable.ranked(
            List.of("fast", "slow"),
            "sharpe",
            365,
            List.of(row("5", "20", 0.3), row("5", "40", 0.9), row("10", "20", 1.2)));
    double yearly = Math.sqrt(365);
    Trials trials = Trials.of(new double[] {0.3 / yearly, 0.9 / yearly, 1.2 / yearly});
    double lucky = SharpeTests.expectedMaximum(3, trials.variance());
    SweepTable.Row best = table.rows().get(0);
    assertThat(best.value("luckySharpe")).isCloseTo(lucky * yearly, within(1e-12));
    assertThat(best.value("deflatedSharpe"))
        .isCloseTo(SharpeTests.probabilistic(1.2 / yearly, lucky, 300, -0.5, 5), within(1e-12));
    assertThat(best.value("deflatedSharpe"))
        .isGreaterThan(table.rows().get(1).value("deflatedSharpe"));
    assertThat(best.value("nothing")).isNaN();
  }

  @Test
  void aRowHasAValueForEachParameter() {
    List<SweepTable.Row> rows = List.of(row("5", "20", 1));
    assertThatThrownBy(() -> new SweepTable(List.of("fast"), "sharpe", rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[5, 20]");
  }
}
