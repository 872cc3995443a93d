package io.alphaflow.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.fixture.Results;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.common.model.RoundTrip;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The numbers are those of QuantStats to 1e-9 wherever the definitions agree. {@code
 * src/test/python/golden_statistics.py} makes the file; docs/backtest-statistics.md lists where
 * they do not agree.
 */
class QuantStatsGoldenTest {

  private static final double TOLERANCE = 1e-9;

  private static Stream<JsonNode> read(String list) throws IOException {
    try (InputStream file =
        QuantStatsGoldenTest.class.getResourceAsStream("/statistics/quantstats.json")) {
      JsonNode golden = new ObjectMapper().readTree(file).path(list);
      return StreamSupport.stream(golden.spliterator(), false);
    }
  }

  static Stream<JsonNode> cases() throws IOException {
    return read("cases");
  }

  static Stream<JsonNode> trades() throws IOException {
    return read("trades");
  }

  private static Statistics statistics(JsonNode golden) {
    double[] equity = column(golden.path("equity"));
    long[] times = new long[equity.length];
    long firstDay = LocalDate.parse(golden.path("firstDay").asText()).toEpochDay();
    for (int i = 0; i < times.length; i++) {
      times[i] = (firstDay + i + 1) * Results.DAY;
    }
    double[] none = new double[equity.length];
    EquityCurve curve =
        new EquityCurve(times, equity, none, none, column(golden.path("benchmark")));
    return Statistics.of(
        new Results().equity(curve).result(),
        StatisticsOptions.defaults()
            .withPeriodsPerYear(golden.path("periodsPerYear").asInt())
            .withRiskFree(golden.path("riskFree").asDouble())
            .withRollingWindow(golden.path("rollingWindow").asInt())
            .withBootstrapSamples(0));
  }

  private static double[] column(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static void compare(Statistics statistics, JsonNode expected) {
    assertThat(expected.size()).isPositive();
    expected
        .properties()
        .forEach(
            field ->
                near(
                    field.getKey(),
                    Metric.byKey(field.getKey()).orElseThrow().of(statistics),
                    field.getValue().asDouble()));
  }

  private static void near(String name, double actual, double expected) {
    assertThat(actual)
        .as(name)
        .isCloseTo(expected, within(TOLERANCE * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metricsAreThoseOfQuantStats(JsonNode golden) {
    Statistics statistics = statistics(golden);
    compare(statistics, golden.path("quantstats"));
    compare(statistics, golden.path("quantstatsOfYearsOf365Days"));
    compare(statistics, golden.path("other"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void metricsOfOtherDefinitionDifferAsTheDocumentationSays(JsonNode golden) {
    Statistics statistics = statistics(golden);
    Conventions conventions = statistics.conventions();
    double perPeriod = golden.path("quantstatsPerPeriod").path("informationRatio").asDouble();
    near(
        "information ratio, a year",
        statistics.benchmark().informationRatio(),
        perPeriod * Math.sqrt(conventions.periodsPerYear()));
    double withoutRiskFree = golden.path("quantstatsWithoutRiskFree").path("alpha").asDouble();
    near(
        "alpha less the risk-free rate that beta does not carry",
        statistics.benchmark().alpha(),
        withoutRiskFree
            - conventions.riskFreePerPeriod()
                * (1 - statistics.benchmark().beta())
                * conventions.periodsPerYear());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rollingSharpeIsThatOfQuantStats(JsonNode golden) {
    double[] expected = column(golden.path("rollingSharpe"));
    RollingSharpe rolling = statistics(golden).rollingSharpe();
    assertThat(rolling.values()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      near("window " + i, rolling.values()[i], expected[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void monthsAreThoseOfQuantStats(JsonNode golden) {
    List<MonthlyReturn> months = statistics(golden).months();
    for (JsonNode month : golden.path("months")) {
      double actual =
          months.stream()
              .filter(m -> m.year() == month.path("year").asInt())
              .filter(m -> m.month() == month.path("month").asInt())
              .mapToDouble(MonthlyReturn::value)
              .findFirst()
              .orElse(0);
      near("month " + month, actual, month.path("value").asDouble());
    }
  }

  /** QuantStats counts from the first day below the peak to the last one. */
  @ParameterizedTest
  @MethodSource("cases")
  void drawdownsAreThoseOfQuantStats(JsonNode golden) {
    List<Drawdown> all = Drawdown.of(statistics(golden).daily());
    assertThat(all).hasSize(golden.path("drawdowns").size());
    for (int i = 0; i < all.size(); i++) {
      Drawdown drawdown = all.get(i);
      JsonNode expected = golden.path("drawdowns").get(i);
      near("depth " + i, drawdown.depth(), expected.path("depth").asDouble());
      assertThat(day(drawdown.start() + 1)).isEqualTo(expected.path("start").asText());
      assertThat(day(drawdown.valley())).isEqualTo(expected.path("valley").asText());
      long lastBelow = drawdown.recovered().isPresent() ? drawdown.end() - 1 : drawdown.end();
      assertThat(day(lastBelow)).isEqualTo(expected.path("end").asText());
    }
  }

  private static String day(long day) {
    return LocalDate.ofEpochDay(day).toString();
  }

  @ParameterizedTest
  @MethodSource("trades")
  void tradeMetricsAreThoseOfQuantStats(JsonNode golden) {
    List<RoundTrip> trips = new ArrayList<>();
    for (double pnl : column(golden.path("pnl"))) {
      trips.add(Results.trip(trips.size() + 1, pnl, 0));
    }
    BacktestResult result = new Results().roundTrips(trips.toArray(new RoundTrip[0])).result();
    Statistics statistics = Statistics.of(result, StatisticsOptions.defaults());
    compare(statistics, golden.path("quantstats"));
    compare(statistics, golden.path("other"));
  }
}
