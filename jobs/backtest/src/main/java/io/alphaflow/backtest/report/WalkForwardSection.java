package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.ArrayList;
import java.util.List;

/** The windows of a walk-forward analysis. */
final class WalkForwardSection {

  private static final List<Metric> TESTED =
      List.of(Metric.TOTAL_RETURN, Metric.SHARPE, Metric.MAX_DRAWDOWN, Metric.TRADES);

  private final WalkForwardTable walk;

  WalkForwardSection(WalkForwardTable walk) {
    this.walk = walk;
  }

  String html() {
    Metric rank = Metric.byKey(walk.rankedBy()).orElseThrow();
    List<String> headings = new ArrayList<>(List.of("chosen on", "traded"));
    headings.addAll(walk.parameters());
    headings.add(rank.label() + " where chosen");
    headings.add("return where chosen");
    TESTED.forEach(metric -> headings.add(metric.label()));
    Table table = new Table(true, headings);
    for (WalkForwardTable.Row row : walk.rows()) {
      table
          .row()
          .text(span(row.trainFrom(), row.trainTo()), row.trainTo())
          .text(span(row.testFrom(), row.testTo()), row.testFrom());
      row.values().forEach(table::text);
      number(table, rank, row.trained().getOrDefault(rank.key(), Double.NaN));
      number(table, Metric.TOTAL_RETURN, row.trained().get(Metric.TOTAL_RETURN.key()));
      for (Metric metric : TESTED) {
        number(table, metric, row.tested().getOrDefault(metric.key(), Double.NaN));
      }
      table.end();
    }
    return Html.section(
        "walk-forward",
        Text.of("Walk-forward over %,d windows", walk.rows().size()),
        Html.note(
                Text.of(
                    "In each window the best of %,d parameter sets by %s on the first stretch"
                        + " traded the second one. %d of %d second stretches made a profit;"
                        + " walk-forward efficiency (yearly return where it was traded, as a share"
                        + " of that where it was chosen): %s.",
                    walk.sets(),
                    rank.label(),
                    walk.profitable(),
                    walk.rows().size(),
                    Unit.FRACTION.format(walk.efficiency())))
            + table);
  }

  private static void number(Table table, Metric metric, double value) {
    table.number(metric.unit(), value);
  }

  private static String span(long from, long to) {
    return Times.minute(from) + " – " + Times.minute(to);
  }
}
