package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The variants of a sweep: a heat map of two parameters and the ranked table. */
final class SweepSection {

  private static final int ROWS = 200;
  private static final List<Metric> COLUMNS =
      List.of(
          Metric.TOTAL_RETURN,
          Metric.SHARPE,
          Metric.DEFLATED_SHARPE,
          Metric.SORTINO,
          Metric.MAX_DRAWDOWN,
          Metric.CALMAR,
          Metric.PROFIT_FACTOR,
          Metric.WIN_RATE,
          Metric.TRADES);

  private final SweepTable sweep;
  private final Unit unit;

  SweepSection(SweepTable sweep) {
    this.sweep = sweep;
    this.unit = Metric.byKey(sweep.rankedBy()).map(Metric::unit).orElse(Unit.RATIO);
  }

  String html() {
    return Html.section(
        "sweep",
        Text.of(
            "Sweep of %,d parameter sets, ranked by %s, %s",
            sweep.rows().size(), label(sweep.rankedBy()), sweep.better().order()),
        heatMap()
            + table()
            + Html.note(
                "Of the sets the ends of days, the round trips and the counts are kept, and their"
                    + " metrics taken of those; of the best one, above, every point and every"
                    + " fill."));
  }

  private static String label(String key) {
    return Metric.byKey(key).map(Metric::label).orElse(key);
  }

  private String heatMap() {
    if (sweep.parameters().size() < 2) {
      return "";
    }
    // Rows come the best first, so what is put first is the best of several.
    Map<List<String>, Double> cells = new LinkedHashMap<>();
    for (SweepTable.Row row : sweep.rows()) {
      cells.putIfAbsent(row.values().subList(0, 2), row.value(sweep.rankedBy()));
    }
    List<String> down = values(0);
    List<String> across = values(1);
    double largest =
        cells.values().stream().filter(Double::isFinite).mapToDouble(Math::abs).max().orElse(0);
    Heat heat = new Heat(unit, largest, sweep.better());
    List<String> headings = new ArrayList<>();
    headings.add(sweep.parameters().get(0) + " ↓ " + sweep.parameters().get(1) + " →");
    headings.addAll(across);
    Table table = new Table(false, headings);
    for (String first : down) {
      table.row().text(first);
      for (String second : across) {
        table.heat(heat, cells.getOrDefault(List.of(first, second), Double.NaN));
      }
      table.end();
    }
    return Text.of(
            "<h3>%s by %s and %s</h3>\n",
            Html.escape(label(sweep.rankedBy())),
            Html.escape(sweep.parameters().get(0)),
            Html.escape(sweep.parameters().get(1)))
        + table
        + (sweep.parameters().size() > 2
            ? Html.note("Each cell is the best over all values of the other parameters.")
            : "");
  }

  /** The values of a parameter, numbers in their order and before text. */
  private List<String> values(int parameter) {
    Set<String> distinct = new LinkedHashSet<>();
    sweep.rows().forEach(row -> distinct.add(row.values().get(parameter)));
    List<String> values = new ArrayList<>(distinct);
    values.sort(Comparator.comparingDouble(SweepSection::number).thenComparing(value -> value));
    return values;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private String table() {
    List<String> headings = new ArrayList<>(List.of("rank"));
    headings.addAll(sweep.parameters());
    List<Metric> columns = new ArrayList<>(COLUMNS);
    Metric.byKey(sweep.rankedBy())
        .filter(metric -> !columns.contains(metric))
        .ifPresent(metric -> columns.add(0, metric));
    columns.forEach(metric -> headings.add(metric.label()));
    Table table = new Table(true, headings);
    for (SweepTable.Row row : sweep.rows().subList(0, Math.min(ROWS, sweep.rows().size()))) {
      table.row().number(Unit.COUNT, row.rank());
      row.values().forEach(table::text);
      columns.forEach(metric -> table.number(metric.unit(), row.value(metric.key())));
      table.end();
    }
    return "<h3>Ranked</h3>\n"
        + table
        + (sweep.rows().size() > ROWS
            ? Html.note(
                Text.of("The best %d of %,d; all are in sweep.csv.", ROWS, sweep.rows().size()))
            : "");
  }
}
