package io.alphaflow.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.fixture.Results;
import io.alphaflow.backtest.fixture.SyntheticResult;
import io.alphaflow.backtest.result.Assumptions;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.StatisticsOptions;
import io.alphaflow.common.model.RoundTrip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

  private static final String EVIL =
      "\"'><img src=x onerror=alert(1)></script><script>alert(2)</script>";

  private static SweepTable sweep(String value) {
    List<SweepTable.Row> rows = new ArrayList<>();
    for (int fast = 5; fast <= 20; fast += 5) {
      for (int slow = 20; slow <= 100; slow += 20) {
        rows.add(SweepTableTest.row(String.valueOf(fast), slow + value, fast / 10.0 - slow / 90.0));
      }
    }
    return SweepTable.ranked(List.of("fast", "slow" + value), "sharpe", 365, rows);
  }

  private static String html(BacktestResult result, Optional<SweepTable> sweep) {
    return Report.html(result, Statistics.of(result, StatisticsOptions.defaults()), sweep);
  }

  /** The page without the chart library, whose text is its own. */
  private static String own(String page) {
    return page.replace(ChartLibrary.echarts(), "");
  }

  private static JsonNode data(String page) throws IOException {
    Matcher script =
        Pattern.compile(
                "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
            .matcher(page);
    assertThat(script.find()).isTrue();
    return new ObjectMapper().readTree(script.group(1));
  }

  @Test
  void theSameResultGivesTheSameBytes() {
    Optional<SweepTable> sweep = Optional.of(sweep(""));
    assertThat(html(SyntheticResult.of(7, 3_000, 60), sweep))
        .isEqualTo(html(SyntheticResult.of(7, 3_000, 60), sweep))
        .isNotEqualTo(html(SyntheticResult.of(8, 3_000, 60), sweep));
  }

  /** Decimal commas and other digits would be other bytes, and break the style of the bars. */
  @Test
  void theLanguageOfTheMachineChangesNothing() {
    String page = html(SyntheticResult.of(7, 3_000, 60), Optional.of(sweep("")));
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        assertThat(html(SyntheticResult.of(7, 3_000, 60), Optional.of(sweep("")))).isEqualTo(page);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void thePageAsksNothingOfANetwork() {
    String own = own(html(SyntheticResult.of(7, 3_000, 60), Optional.of(sweep(""))));
    assertThat(own)
        .contains("default-src 'none'")
        .doesNotContain("http://", "https://", "<link", "<img", " src=", "@import", "url(");
  }

  @Test
  void everySectionIsThere() {
    String page = own(html(SyntheticResult.of(7, 3_000, 60), Optional.of(sweep(""))));
    for (String id :
        List.of(
            "diagnostics",
            "equity",
            "prices",
            "returns",
            "statistics",
            "sweep",
            "trips",
            "costs",
            "execution",
            "limits",
            "assumptions",
            "gaps")) {
      assertThat(page).contains("<section id=\"" + id + "\">");
    }
  }

  @Test
  void tablesAreThereWithoutJavaScript() {
    BacktestResult result = SyntheticResult.of(7, 3_000, 60);
    String page = own(html(result, Optional.of(sweep(""))));
    Statistics statistics = Statistics.of(result, StatisticsOptions.defaults());
    assertThat(page)
        .contains(Metric.SHARPE.text(statistics))
        .contains("C05_ORDER_NOTIONAL")
        .contains("class=\"heat\"");
    int from = page.indexOf("<section id=\"trips\">");
    String trips = page.substring(from, page.indexOf("</section>", from));
    assertThat(trips.split("<tr>")).hasSize(result.roundTrips().size() + 2);
  }

  @Test
  void hostileNamesAreText() throws IOException {
    BacktestResult evil = SyntheticResult.of(7, 600, 60, "sim:" + EVIL, EVIL);
    Assumptions a = evil.assumptions();
    Assumptions assumptions =
        new Assumptions(
            EVIL,
            List.of(EVIL),
            a.from(),
            a.to(),
            a.events(),
            EVIL,
            EVIL,
            EVIL,
            EVIL,
            EVIL,
            a.cash(),
            List.of(EVIL),
            20,
            EVIL,
            EVIL);
    BacktestResult all =
        new BacktestResult(
            assumptions,
            evil.equity(),
            evil.roundTrips(),
            evil.fills(),
            evil.counts(),
            evil.limits(),
            evil.gaps(),
            evil.prices(),
            null);
    String page = own(html(all, Optional.of(sweep(EVIL))));
    assertThat(page).doesNotContain("<img", "alert(2)</script>", "<script>alert");
    assertThat(page.split("<script", -1)).hasSize(4);
    assertThat(page).contains("&lt;img src=x onerror=alert(1)&gt;");
    assertThat(data(page).path("prices").get(0).path("instrument").asText())
        .isEqualTo("sim:" + EVIL);
  }

  @Test
  void aYearOfMinutesIsAPageOfAFewMegabytesAndShowsTheDeepestDrawdown() throws IOException {
    BacktestResult result = SyntheticResult.of(8, 525_600, 1);
    String page = html(result, Optional.empty());
    assertThat(page.length()).isLessThan(3_000_000);
    JsonNode data = data(page);
    assertThat(data.path("equity")).hasSize(2_000);
    assertThat(data.path("prices").get(0).path("candles")).hasSize(1_000);
    double deepest = 0;
    for (JsonNode point : data.path("drawdown")) {
      deepest = Math.min(deepest, point.get(1).asDouble());
    }
    double expected =
        Statistics.of(result, StatisticsOptions.defaults()).period().maxDrawdownEveryPoint();
    assertThat(deepest).isCloseTo(expected, within(1e-7));
  }

  @Test
  void distributionCountsEveryDay() throws IOException {
    BacktestResult result = SyntheticResult.of(7, 3_000, 60);
    int days = 0;
    for (JsonNode count : data(html(result, Optional.empty())).path("returnCounts")) {
      days += count.asInt();
    }
    assertThat(days).isEqualTo(Statistics.of(result, StatisticsOptions.defaults()).daily().size());
  }

  @Test
  void anEmptyResultHasAPageToo() throws IOException {
    String page = html(new Results().result(), Optional.empty());
    assertThat(own(page)).contains("No round trip ended", "n/a").doesNotContain("id=\"sweep\"");
    assertThat(data(page).path("equity")).isEmpty();
  }

  @Test
  void longTablesAreCutWithANote() {
    RoundTrip[] trips = new RoundTrip[700];
    Arrays.setAll(trips, i -> Results.trip(i + 1, i % 7 - 3, 0.1));
    String page = own(html(new Results().roundTrips(trips).result(), Optional.empty()));
    assertThat(page).contains("The 500 of 700 with the largest profit or loss");
  }
}
