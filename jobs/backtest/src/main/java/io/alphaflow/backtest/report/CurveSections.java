package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.statistics.Drawdown;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Equity, drawdown and exposure over time, and the worst drawdowns. */
final class CurveSections {

  private static final int POINTS = 2_000;

  private final EquityCurve curve;
  private final EquityCurve optimistic;
  private final Statistics statistics;
  private final ChartData charts;

  CurveSections(BacktestResult result, Statistics statistics, ChartData charts) {
    this.curve = result.equity();
    this.optimistic = result.optimisticEquity();
    this.statistics = statistics;
    this.charts = charts;
  }

  String html() {
    data();
    return Html.section(
        "equity",
        "Equity and drawdown",
        Html.chart("equity-chart", "Equity, drawdown and exposure")
            + Html.note(
                curve.benchmark().length == 0
                    ? "There is no benchmark."
                    : "The benchmark is bought with all of the account at the start and held.")
            + cut()
            + "<h3>Worst drawdowns, at day ends</h3>\n"
            + drawdowns());
  }

  private String cut() {
    return curve.size() <= POINTS
        ? ""
        : Html.note(
            Text.of(
                "Of %,d points so many are drawn as keep the shape; the deepest drawdown is one of them. All are in equity.csv.",
                curve.size()));
  }

  private void data() {
    double[] equity = curve.equity();
    charts.line("equity", curve.times(), equity, line(curve.times(), equity));
    if (curve.benchmark().length > 0 && curve.size() > 0) {
      double scale = equity[0] / curve.benchmark()[0];
      double[] benchmark = column(i -> curve.benchmark()[i] * scale);
      charts.line("benchmark", curve.times(), benchmark, line(curve.times(), benchmark));
    }
    if (optimistic != null) {
      charts.line(
          "optimistic",
          optimistic.times(),
          optimistic.equity(),
          line(optimistic.times(), optimistic.equity()));
    }
    double[] drawdown = drawdownOf(equity);
    charts.line("drawdown", curve.times(), drawdown, Downsample.lows(drawdown, POINTS / 2));
    double[] gross = column(i -> equity[i] > 0 ? curve.gross()[i] / equity[i] : 0);
    double[] net = column(i -> equity[i] > 0 ? curve.net()[i] / equity[i] : 0);
    charts.line("gross", curve.times(), gross, Downsample.highs(gross, POINTS / 2));
    charts.line("net", curve.times(), net, line(curve.times(), net));
  }

  private static int[] line(long[] times, double[] values) {
    return Downsample.line(times, values, POINTS);
  }

  private double[] column(IntToDoubleFunction value) {
    return IntStream.range(0, curve.size()).mapToDouble(value).toArray();
  }

  private static double[] drawdownOf(double[] equity) {
    double[] drawdown = new double[equity.length];
    double peak = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < equity.length; i++) {
      peak = Math.max(peak, equity[i]);
      drawdown[i] = equity[i] / peak - 1;
    }
    return drawdown;
  }

  private String drawdowns() {
    if (statistics.drawdowns().isEmpty()) {
      return Html.note("None.");
    }
    Table table = new Table(true, "depth", "peak", "valley", "recovered", "days");
    for (Drawdown drawdown : statistics.drawdowns()) {
      table
          .row()
          .number(Unit.FRACTION, drawdown.depth())
          .text(Times.day(drawdown.start()))
          .text(Times.day(drawdown.valley()))
          .text(
              drawdown.recovered().isPresent()
                  ? Times.day(drawdown.recovered().getAsLong())
                  : "not yet")
          .number(Unit.COUNT, drawdown.length())
          .end();
    }
    return table.toString();
  }
}
