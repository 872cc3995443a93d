package io.alphaflow.backtest.report;

import io.alphaflow.backtest.report.diagnostic.Diagnostics;
import io.alphaflow.backtest.report.diagnostic.Evidence;
import io.alphaflow.backtest.report.diagnostic.Finding;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The page as a whole. */
final class Page {

  /** The page asks nothing of any network, and a browser holds it to that. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

  private final BacktestResult result;
  private final Statistics statistics;
  private final Optional<? extends Selection> selection;

  Page(BacktestResult result, Statistics statistics, Optional<? extends Selection> selection) {
    this.result = result;
    this.statistics = statistics;
    this.selection = selection;
  }

  String html() {
    ChartData charts = new ChartData();
    String body = body(charts);
    return Text.of(
            """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <title>%s</title>
        <style>
        """,
            POLICY, Html.escape(title()))
        + ChartLibrary.style()
        + "</style><noscript><style>.chart { display: none; }</style></noscript></head><body>\n"
        + body
        + "<script type=\"application/json\" id=\"data\">"
        + charts
        + "</script>\n<script>"
        + ChartLibrary.echarts()
        + "</script>\n<script>"
        + ChartLibrary.script()
        + "</script>\n</body></html>\n";
  }

  private String title() {
    if (selection.isPresent() && selection.get() instanceof WalkForwardTable walk) {
      return Text.of(
          "Walk-forward of %,d parameter sets over %,d windows", walk.sets(), walk.rows().size());
    }
    return "Backtest: " + String.join(", ", result.assumptions().strategies());
  }

  private String body(ChartData charts) {
    return header()
        + tiles()
        + diagnostics()
        + new CurveSections(result, statistics, charts).html()
        + new PriceSection(result, charts).html()
        + new ReturnSections(statistics, charts).html()
        + new MetricSections(result, statistics).html()
        + selection.map(Page::section).orElse("")
        + new TripSection(result).html()
        + new OrderSections(result, statistics, charts).html()
        + new AssumptionSections(result, statistics).html();
  }

  private static String section(Selection selection) {
    return selection instanceof SweepTable sweep
        ? new SweepSection(sweep).html()
        : new WalkForwardSection((WalkForwardTable) selection).html();
  }

  private String header() {
    return Text.of(
        """
        <header><h1>%s</h1>
        <p class="span">%s to %s UTC · %,d events · %s</p>
        <nav>%s</nav></header>
        """,
        Html.escape(title()),
        Times.text(result.assumptions().from()),
        Times.text(result.assumptions().to()),
        result.assumptions().events(),
        Html.escape(result.assumptions().fillModel()),
        navigation());
  }

  private String navigation() {
    StringBuilder links = new StringBuilder();
    List<String> ids =
        List.of(
            "diagnostics",
            "equity",
            "prices",
            "returns",
            "statistics",
            "sweep",
            "walk-forward",
            "trips",
            "costs",
            "execution",
            "limits",
            "assumptions");
    for (String id : ids) {
      if (!List.of("sweep", "walk-forward").contains(id) || id.equals(chosenBy())) {
        String name = id.equals("trips") ? "round trips" : id;
        links.append(Text.of("<a href=\"#%s\">%s</a> ", id, name));
      }
    }
    return links.toString();
  }

  private Optional<SweepTable> sweep() {
    return selection.filter(SweepTable.class::isInstance).map(SweepTable.class::cast);
  }

  private String chosenBy() {
    return selection.isEmpty() ? "" : sweep().isPresent() ? "sweep" : "walk-forward";
  }

  private String tiles() {
    return "<div class=\"tiles\">"
        + tile(Metric.TOTAL_RETURN, "benchmark " + Metric.BENCHMARK_RETURN.text(statistics))
        + tile(Metric.CAGR, "volatility " + Metric.VOLATILITY.text(statistics))
        + tile(
            Metric.SHARPE,
            Text.of(
                "%.0f %% interval %s to %s",
                statistics.conventions().confidence() * 100,
                Metric.SHARPE_LOW.text(statistics),
                Metric.SHARPE_HIGH.text(statistics)))
        + tile(
            Metric.MAX_DRAWDOWN, "every point " + Metric.MAX_DRAWDOWN_EVERY_POINT.text(statistics))
        + tile(Metric.TRADES, "win rate " + Metric.WIN_RATE.text(statistics))
        + tile(Metric.PROFIT_FACTOR, "payoff " + Metric.PAYOFF.text(statistics))
        + tile(Metric.TIME_IN_MARKET, "leverage up to " + Metric.GROSS_MAX.text(statistics))
        + tile(Metric.FEES, "slippage " + Metric.SLIPPAGE_BPS.text(statistics))
        + "</div>\n";
  }

  private String tile(Metric metric, String beside) {
    return Text.of(
        "<div class=\"tile\"><span>%s</span><b%s>%s</b><small>%s</small></div>",
        Html.escape(metric.label()),
        metric.of(statistics) < 0 ? " class=\"loss\"" : "",
        Html.escape(metric.text(statistics).replace(" %", "\u00A0%")),
        // A number and its percent sign stay on one line.
        Html.escape(beside.replace(" %", "\u00A0%")));
  }

  private String diagnostics() {
    List<Finding> findings = Diagnostics.of(new Evidence(result, statistics, sweep()));
    if (findings.isEmpty()) {
      return Html.section(
          "diagnostics", "Diagnostics", Html.note("No rule found anything to doubt."));
    }
    StringBuilder list = new StringBuilder("<ul class=\"findings\">\n");
    for (Finding finding : findings) {
      String severity = finding.severity().name().toLowerCase(Locale.ROOT);
      list.append(
          Text.of(
              """
          <li class="is-%s"><b><span class="badge">%s</span> %s</b>
          <p>%s</p><p><i>Likely cause:</i> %s</p><p><i>What to do:</i> %s</p></li>
          """,
              severity,
              severity,
              Html.escape(finding.title()),
              Html.escape(finding.found()),
              Html.escape(finding.cause()),
              Html.escape(finding.fix())));
    }
    return Html.section("diagnostics", "Diagnostics", list + "</ul>\n");
  }
}
