package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.statistics.Block;
import io.alphaflow.backtest.statistics.Conventions;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.StatisticsOptions;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Trials;
import io.alphaflow.backtest.statistics.Unit;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The blocks of metrics with their formulas and conventions. */
final class MetricSections {

  private final Statistics statistics;
  private final Optional<Statistics> optimistic;

  MetricSections(BacktestResult result, Statistics statistics) {
    this.statistics = statistics;
    this.optimistic = optimistic(result, statistics.conventions());
  }

  /** Statistics of the touch-fill curve, of which there is no more than the curve. */
  private static Optional<Statistics> optimistic(BacktestResult result, Conventions conventions) {
    if (result.optimisticEquity() == null) {
      return Optional.empty();
    }
    OrderCounts none = new OrderCounts(0, 0, 0, new TreeMap<>(), 0, 0, new TreeMap<>(), 0, 0);
    BacktestResult touch =
        new BacktestResult(
            result.assumptions(),
            result.optimisticEquity(),
            List.of(),
            List.of(),
            none,
            List.of(),
            List.of(),
            List.of(),
            null);
    StatisticsOptions options =
        new StatisticsOptions(
            conventions.periodsPerYear(),
            conventions.riskFree(),
            conventions.bootstrapSamples(),
            conventions.seed(),
            conventions.confidence(),
            conventions.rollingWindow(),
            0,
            new Trials(conventions.trials(), conventions.trialsVariance()));
    return Optional.of(Statistics.of(touch, options));
  }

  String html() {
    StringBuilder blocks = new StringBuilder("<div class=\"blocks\">\n");
    for (Block block : Block.values()) {
      blocks.append(block(block));
    }
    return Html.section("statistics", "Statistics", conventions() + blocks + "</div>\n");
  }

  private String block(Block block) {
    boolean two = optimistic.isPresent() && (block == Block.PERIOD || block == Block.BENCHMARK);
    Table table =
        two
            ? new Table(false, "metric", "conservative", "touch fills")
            : new Table(false, "metric", "value");
    for (Metric metric : Metric.of(block)) {
      table
          .row()
          .wide(
              Text.of(
                  "%s<small>%s</small>",
                  Html.escape(metric.label()), Html.escape(metric.formula())))
          .number(metric.unit(), metric.of(statistics));
      if (two) {
        table.number(metric.unit(), metric.of(optimistic.get()));
      }
      table.end();
    }
    return "<div class=\"block\"><h3>"
        + Html.escape(block.title())
        + "</h3>\n"
        + table
        + "</div>\n";
  }

  private String conventions() {
    Conventions c = statistics.conventions();
    return Html.note(
        Text.of(
            "Equity at UTC day ends; r_t = E_t/E_{t−1} − 1; p = %d (%s); risk-free rate %s a year; sample deviation (n−1);"
                + " P&L of round trips net of fees. Sharpe interval: %s, stationary bootstrap, %,d samples, seed %d."
                + " Deflated by %,d trials with a variance of %s (%s). What is undefined is n/a.",
            c.periodsPerYear(),
            c.periodsFrom().equals("data") ? "by the data" : "as set",
            Unit.FRACTION.format(c.riskFree()),
            Unit.FRACTION.format(c.confidence()),
            c.bootstrapSamples(),
            c.seed(),
            c.trials(),
            ChartData.number(c.trialsVariance()),
            c.trialsVarianceFrom().equals("trials")
                ? "of the trials"
                : "assumed, that of an estimate without skill"));
  }
}
