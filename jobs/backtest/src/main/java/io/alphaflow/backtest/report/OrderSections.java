package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.Map;

/** Costs, what became of orders, reject reasons, and limits. */
final class OrderSections {

  private final BacktestResult result;
  private final Statistics statistics;
  private final ChartData charts;

  OrderSections(BacktestResult result, Statistics statistics, ChartData charts) {
    this.result = result;
    this.statistics = statistics;
    this.charts = charts;
  }

  String html() {
    return costs() + execution() + limits();
  }

  private String costs() {
    List<ExecutedFill> fills = result.fills();
    long[] times = fills.stream().mapToLong(ExecutedFill::time).toArray();
    double[] fees = new double[times.length];
    double[] slippage = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      ExecutedFill fill = fills.get(i);
      fees[i] = (i == 0 ? 0 : fees[i - 1]) + Fixed8.toDouble(fill.fee());
      slippage[i] = (i == 0 ? 0 : slippage[i - 1]) + slippage(fill);
    }
    charts.line("fees", times, fees, Downsample.line(times, fees, 1_000));
    charts.line("slippage", times, slippage, Downsample.line(times, slippage, 1_000));
    Table table = new Table(false, "", "amount", "of gross profit");
    double gross = statistics.costs().grossProfit();
    cost(table, "gross profit of winning round trips", gross, gross);
    cost(table, "fees", statistics.costs().fees(), gross);
    cost(table, "slippage against the price at the decision", statistics.costs().slippage(), gross);
    cost(table, "net profit of all round trips", statistics.trades().netProfit(), gross);
    return Html.section(
        "costs",
        "Costs",
        table
            + (fills.isEmpty()
                ? Html.note("There is no fill.")
                : Html.chart("costs-chart", "Fees and slippage, added up")));
  }

  private static void cost(Table table, String name, double amount, double gross) {
    table
        .row()
        .text(name)
        .number(Unit.MONEY, amount)
        .number(Unit.FRACTION, gross > 0 ? amount / gross : Double.NaN)
        .end();
  }

  private static double slippage(ExecutedFill fill) {
    if (fill.arrivalPrice() <= 0) {
      return 0;
    }
    double worse = Fixed8.toDouble(fill.price()) - Fixed8.toDouble(fill.arrivalPrice());
    return Fixed8.toDouble(fill.quantity()) * (fill.side() == Side.BUY ? worse : -worse);
  }

  private String execution() {
    OrderCounts counts = result.counts();
    double signals = counts.signals();
    Table funnel = new Table(false, "", "count", "of signals");
    step(funnel, "signals", counts.signals(), signals);
    step(funnel, "approved", counts.approved(), signals);
    step(funnel, "orders sent", counts.orders(), signals);
    step(funnel, "filled whole", counts.filled(), signals);
    step(funnel, "cancelled or expired with something left", counts.cancelled(), signals);
    step(funnel, "open at the end", counts.open(), signals);
    return Html.section(
        "execution",
        "Orders and reject reasons",
        "<div class=\"pair\"><div><h3>What became of signals</h3>\n"
            + funnel
            + Html.note(
                Text.of(
                    "Latency from decision to fill, market time: median %s, 99 %% %s.",
                    Metric.LATENCY_MEDIAN.text(statistics), Metric.LATENCY_P99.text(statistics)))
            + "</div><div><h3>Reject reasons</h3>\n"
            + reasons(
                counts.rejections(),
                counts.approved() + counts.rejected(),
                "of decisions",
                "No decision was rejected.")
            + "<h3>Refused by the venue</h3>\n"
            + reasons(counts.refused(), counts.orders(), "of orders", "No order was refused.")
            + "</div></div>\n");
  }

  private static void step(Table table, String name, long count, double signals) {
    table.row().text(name).number(Unit.COUNT, count).share(count / signals, false).end();
  }

  private static String reasons(Map<String, Long> reasons, double all, String of, String none) {
    if (reasons.isEmpty()) {
      return Html.note(none);
    }
    Table table = new Table(true, "reason", "count", of);
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            reason ->
                table
                    .row()
                    .text(reason.getKey())
                    .number(Unit.COUNT, reason.getValue())
                    .share(reason.getValue() / all, false)
                    .end());
    return table.toString();
  }

  private String limits() {
    if (result.limits().isEmpty()) {
      return Html.section(
          "limits", "Use of limits", Html.note("The run had no limits, or no decision."));
    }
    Table table = new Table(true, "control", "nearest", "limit", "use", "broken in decisions");
    for (LimitUse limit : result.limits()) {
      table
          .row()
          .text(limit.control())
          .text(limit.value())
          .text(limit.limit())
          .share(limit.share(), limit.broken() > 0)
          .number(Unit.COUNT, limit.broken())
          .end();
    }
    return Html.section(
        "limits",
        "Use of limits",
        table
            + Html.note(
                "The decision at which the most of each limit was used. Over 100 % it was broken, and"
                    + " the order rejected; n/a is one that allowed nothing."));
  }
}
