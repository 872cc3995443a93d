package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Better;
import io.alphaflow.backtest.statistics.MonthlyReturn;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.Text;
import io.alphaflow.backtest.statistics.Unit;
import java.util.Arrays;
import java.util.List;

/** Returns by month, their distribution, and the Sharpe ratio over time. */
final class ReturnSections {

  private static final int MONTHS = 12;
  private static final int FEWEST_BINS = 8;
  private static final int MOST_BINS = 60;
  private static final List<String> HEADINGS =
      List.of(
          "year", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
          "Dec", "all");

  private final Statistics statistics;
  private final ChartData charts;

  ReturnSections(Statistics statistics, ChartData charts) {
    this.statistics = statistics;
    this.charts = charts;
  }

  String html() {
    histogram();
    long[] times = new long[statistics.rollingSharpe().days().length];
    for (int i = 0; i < times.length; i++) {
      times[i] = (statistics.rollingSharpe().days()[i] + 1) * 86_400_000_000L;
    }
    double[] sharpe = statistics.rollingSharpe().values();
    charts.line("rolling", times, sharpe, Downsample.line(times, sharpe, 2_000));
    int window = statistics.conventions().rollingWindow();
    return Html.section(
        "returns",
        "Returns",
        "<h3>By month</h3>\n"
            + months()
            + "<div class=\"pair\"><div><h3>Distribution of daily returns</h3>\n"
            + Html.chart("distribution-chart", "Distribution of daily returns")
            + Text.of("</div><div><h3>Rolling Sharpe ratio, %d days</h3>\n", window)
            + (times.length == 0
                ? Html.note(Text.of("There are fewer than %d daily returns.", window))
                : Html.chart("rolling-chart", "Rolling Sharpe ratio"))
            + "</div></div>\n");
  }

  private String months() {
    List<MonthlyReturn> months = statistics.months();
    if (months.isEmpty()) {
      return Html.note("There is no daily return.");
    }
    double largest = months.stream().mapToDouble(m -> Math.abs(m.value())).max().orElse(0);
    Heat heat = new Heat(Unit.FRACTION, largest, Better.HIGHER);
    Table table = new Table(false, HEADINGS);
    int first = months.get(0).year();
    for (int year = first; year <= months.get(months.size() - 1).year(); year++) {
      table.row().text(String.valueOf(year));
      double all = 1;
      for (int month = 1; month <= MONTHS; month++) {
        double value = value(months, year, month);
        all *= Double.isNaN(value) ? 1 : 1 + value;
        table.heat(heat, value);
      }
      table.number(Unit.FRACTION, all - 1).end();
    }
    return table.toString();
  }

  private static double value(List<MonthlyReturn> months, int year, int month) {
    return months.stream()
        .filter(m -> m.year() == year && m.month() == month)
        .mapToDouble(MonthlyReturn::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** About √n bins of equal width; the middle of one is 0, where flat days are. */
  private void histogram() {
    double[] returns = statistics.daily().returns();
    double low = Arrays.stream(returns).min().orElse(0);
    double high = Arrays.stream(returns).max().orElse(0);
    double wanted = Math.max(FEWEST_BINS, Math.min(MOST_BINS, Math.sqrt(returns.length)));
    double width = (high - low) / wanted;
    int first = width > 0 ? (int) Math.round(low / width) : 0;
    int last = width > 0 ? (int) Math.round(high / width) : -1;
    double[] middles = new double[last - first + 1];
    double[] counts = new double[middles.length];
    for (int i = 0; i < middles.length; i++) {
      middles[i] = (first + i) * width;
    }
    for (double r : returns) {
      if (width > 0) {
        counts[(int) Math.round(r / width) - first]++;
      }
    }
    charts.numbers("returnBins", middles).numbers("returnCounts", counts);
  }
}
