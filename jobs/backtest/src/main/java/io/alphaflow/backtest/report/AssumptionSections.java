package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.DataGap;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.List;

/** What the result holds for: data, fills, costs, code, and the gaps of the data. */
final class AssumptionSections {

  private static final int GAPS = 100;

  private final BacktestResult result;
  private final Statistics statistics;

  AssumptionSections(BacktestResult result, Statistics statistics) {
    this.result = result;
    this.statistics = statistics;
  }

  String html() {
    Assumptions a = result.assumptions();
    Table table = new Table(false, "", "");
    line(table, "command", "<code>" + Html.escape(a.command()) + "</code>");
    line(table, "data", escaped(a.data()));
    line(
        table,
        "span",
        Text.of(
            "%s to %s UTC, %s days",
            Times.text(a.from()),
            Times.text(a.to()),
            Html.escape(Unit.RATIO.format(statistics.daily().elapsedDays()))));
    line(table, "events", Html.escape(Unit.COUNT.format(a.events())));
    line(table, "strategies", escaped(a.strategies()));
    line(table, "parameter sets tried", Html.escape(Unit.COUNT.format(a.variants())));
    line(table, "cash at the start", Html.escape(Unit.MONEY.format(a.cash()) + " " + a.currency()));
    line(table, "fills", Html.escape(a.fillModel()));
    line(table, "fees", Html.escape(a.fees()));
    line(table, "latency", Html.escape(a.latency()));
    line(table, "slippage", Html.escape(a.slippage()));
    line(table, "code version", "<code>" + Html.escape(a.codeVersion()) + "</code>");
    line(table, "configuration hash", "<code>" + Html.escape(a.configHash()) + "</code>");
    return Html.section("assumptions", "Assumptions", table.toString())
        + Html.section("gaps", "Gaps of the data", gaps());
  }

  private static void line(Table table, String name, String html) {
    table.row().text(name).wide(html).end();
  }

  private static String escaped(List<String> texts) {
    return String.join("<br>", texts.stream().map(Html::escape).toList());
  }

  private String gaps() {
    List<DataGap> gaps = result.gaps();
    if (gaps.isEmpty()) {
      return Html.note("None was found.");
    }
    Table table = new Table(true, "instrument", "from", "to", "length", "missing");
    for (DataGap gap : gaps.subList(0, Math.min(GAPS, gaps.size()))) {
      table
          .row()
          .text(gap.instrument())
          .text(Times.text(gap.from()), gap.from())
          .text(Times.text(gap.to()), gap.to())
          .number(Unit.MICROSECONDS, gap.to() - gap.from())
          .number(Unit.COUNT, gap.missing())
          .end();
    }
    return table
        + (gaps.size() > GAPS
            ? Html.note(Text.of("The first %d of %,d; all are in result.json.", GAPS, gaps.size()))
            : "");
  }
}
