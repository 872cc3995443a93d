package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.statistics.Block;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Unit;
import io.alphaflow.cli.Micros;
import io.alphaflow.cli.view.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints a run for a person. */
final class OutcomeText {

  private static final int ROWS = 10;
  private static final List<Metric> SHOWN =
      List.of(
          Metric.TOTAL_RETURN,
          Metric.SHARPE,
          Metric.DEFLATED_SHARPE,
          Metric.MAX_DRAWDOWN,
          Metric.TRADES,
          Metric.WIN_RATE,
          Metric.PROFIT_FACTOR);

  private final PrintWriter out;

  OutcomeText(PrintWriter out) {
    this.out = out;
  }

  void print(Outcome outcome) {
    BacktestResult result = outcome.result();
    Assumptions assumptions = result.assumptions();
    assumptions.data().forEach(out::println);
    outcome.sweep().ifPresent(this::sweep);
    outcome.walk().ifPresent(this::walk);
    out.println();
    assumptions.strategies().forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%s to %s, %,d events in %.2f s (%,.0f a second)%n",
        Micros.iso(assumptions.from()),
        Micros.iso(assumptions.to()),
        assumptions.events(),
        outcome.seconds(),
        assumptions.events() / outcome.seconds());
    for (Block block : Block.values()) {
      out.println();
      out.println(block.title());
      for (Metric metric : Metric.values()) {
        if (metric.block() == block) {
          out.printf(
              "  %-36s %16s%n",
              metric.label(), metric.unit().format(metric.of(outcome.statistics())));
        }
      }
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "Equity %,.2f %s, %,d signals, %,d orders, %,d decisions rejected%s%n",
        last(result.equity().equity()),
        assumptions.currency(),
        result.counts().signals(),
        result.counts().orders(),
        result.counts().rejected(),
        result.counts().rejections().isEmpty() ? "" : " " + result.counts().rejections());
    if (!result.counts().refused().isEmpty()) {
      out.println("Refused by the venue: " + result.counts().refused());
    }
    limits(result.limits());
    if (result.optimisticEquity() != null) {
      out.printf(
          Locale.ROOT,
          "Filled at the touch and without spread it would be %,.2f%n",
          last(result.optimisticEquity().equity()));
    }
    out.println("Fills: " + assumptions.fillModel());
    out.println("Fees: " + assumptions.fees() + "; " + assumptions.slippage());
    outcome.alerts().forEach(alert -> out.println(alert.code() + ": " + alert.message()));
  }

  private void limits(List<LimitUse> limits) {
    if (limits.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("control", "nearest", "limit", "use", "broken in decisions");
    for (LimitUse use : limits) {
      table.row(
          use.control(), use.value(), use.limit(), Unit.FRACTION.format(use.share()), use.broken());
    }
    out.println();
    table.lines().forEach(out::println);
    out.println();
  }

  private void sweep(SweepTable sweep) {
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d parameter sets, ranked by %s, %s; drawdowns are those of day ends:%n",
        sweep.rows().size(),
        sweep.rankedBy(),
        sweep.better().order());
    List<String> header = new ArrayList<>(List.of("rank"));
    header.addAll(sweep.parameters());
    List<Metric> shown = new ArrayList<>(SHOWN);
    Metric.byKey(sweep.rankedBy())
        .filter(metric -> !shown.contains(metric))
        .ifPresent(metric -> shown.add(0, metric));
    shown.forEach(metric -> header.add(metric.label()));
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (SweepTable.Row row : sweep.rows().subList(0, Math.min(ROWS, sweep.rows().size()))) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(row.rank())));
      cells.addAll(row.values());
      shown.forEach(m -> cells.add(m.unit().format(row.value(m.key()))));
      table.row(cells.toArray());
    }
    table.lines().forEach(out::println);
  }

  private void walk(WalkForwardTable walk) {
    out.println();
    out.printf(
        Locale.ROOT,
        "Walk-forward: in each window the best of %,d parameter sets by %s, %s, traded what"
            + " follows:%n",
        walk.sets(),
        walk.rankedBy(),
        Metric.byKey(walk.rankedBy()).orElseThrow().better().order());
    List<String> header = new ArrayList<>(List.of("chosen from", "to", "traded until"));
    header.addAll(walk.parameters());
    header.addAll(
        List.of(walk.rankedBy() + " where chosen", "then", "return where chosen", "then"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    Metric rank = Metric.byKey(walk.rankedBy()).orElseThrow();
    for (WalkForwardTable.Row row : walk.rows()) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Micros.iso(row.trainFrom()),
                  Micros.iso(row.trainTo()),
                  Micros.iso(row.testTo())));
      cells.addAll(row.values());
      for (Metric metric : List.of(rank, Metric.TOTAL_RETURN)) {
        for (Map<String, Double> of : List.of(row.trained(), row.tested())) {
          cells.add(metric.unit().format(of.getOrDefault(metric.key(), Double.NaN)));
        }
      }
      table.row(cells.toArray());
    }
    table.lines().forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%d of %d made a profit; walk-forward efficiency %s%n",
        walk.profitable(),
        walk.rows().size(),
        Unit.FRACTION.format(walk.efficiency()));
  }

  private static double last(double[] values) {
    return values.length == 0 ? Double.NaN : values[values.length - 1];
  }
}
