package io.alphaflow.backtest.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.fixture.Results;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.common.model.Side;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static final double TINY = 1e-12;

  private static Statistics of(Results results) {
    return Statistics.of(results.result(), StatisticsOptions.defaults());
  }

  private static Statistics of(EquityCurve curve) {
    return of(new Results().equity(curve));
  }

  @Test
  void whatIsUndefinedIsNotANumber() {
    Statistics nothing = of(new Results());
    Set<Metric> counted =
        EnumSet.of(
            Metric.OBSERVATIONS,
            Metric.TRADES,
            Metric.LONG_TRADES,
            Metric.LONGEST_WINNING,
            Metric.LONGEST_LOSING,
            // Sums of nothing.
            Metric.NET_PROFIT,
            Metric.TRADED,
            Metric.FEES,
            Metric.SLIPPAGE,
            Metric.GROSS_PROFIT,
            // The only trial.
            Metric.LUCKY_SHARPE);
    for (Metric metric : Metric.values()) {
      if (counted.contains(metric)) {
        assertThat(metric.of(nothing)).as(metric.key()).isZero();
      } else {
        assertThat(metric.of(nothing)).as(metric.key()).isNaN();
        assertThat(metric.text(nothing)).isEqualTo("n/a");
      }
    }
  }

  @Test
  void anAccountThatNeverMovesHasNoRatios() {
    Statistics flat = of(Results.daily(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100));
    assertThat(flat.period().totalReturn()).isZero();
    assertThat(flat.period().volatility()).isZero();
    assertThat(flat.period().maxDrawdown()).isZero();
    assertThat(flat.period().sharpe()).isNaN();
    assertThat(flat.period().sharpeLow()).isNaN();
    assertThat(flat.period().sortino()).isNaN();
    assertThat(flat.period().calmar()).isNaN();
    assertThat(flat.period().probabilisticSharpe()).isNaN();
    assertThat(flat.period().skew()).isNaN();
    assertThat(flat.drawdowns()).isEmpty();
  }

  @Test
  void samplesTheLastPointOfEachUtcDayToWhichMidnightBelongs() {
    long hour = Results.DAY / 24;
    long[] times = {
      Results.START + hour,
      Results.START + 23 * hour,
      Results.START + Results.DAY,
      Results.START + Results.DAY + 1,
      Results.START + 2 * Results.DAY,
    };
    double[] none = new double[5];
    DailySeries daily =
        of(new EquityCurve(times, new double[] {100, 90, 110, 50, 121}, none, none, new double[0]))
            .daily();
    assertThat(daily.equity()).containsExactly(100, 110, 121);
    assertThat(daily.days()).containsExactly(19_722, 19_723, 19_724);
    assertThat(daily.returns()[1]).isCloseTo(0.1, within(TINY));
    assertThat(daily.elapsedDays()).isCloseTo(47.0 / 24, within(TINY));
  }

  @Test
  void drawdownWithinADayIsSeenAtEveryPointOnly() {
    long hour = Results.DAY / 24;
    long[] times = new long[6];
    for (int i = 0; i < times.length; i++) {
      times[i] = Results.START + (i + 1) * 8 * hour;
    }
    double[] none = new double[6];
    PeriodStatistics period =
        of(new EquityCurve(
                times, new double[] {100, 60, 100, 100, 80, 99}, none, none, new double[0]))
            .period();
    assertThat(period.maxDrawdown()).isCloseTo(-0.01, within(TINY));
    assertThat(period.maxDrawdownEveryPoint()).isCloseTo(-0.4, within(TINY));
  }

  @Test
  void aDayWithoutAPointKeepsTheEquityOnlyWhereTheMarketNeverCloses() {
    long[] times = {Results.START, Results.START + Results.DAY, Results.START + 4 * Results.DAY};
    double[] none = new double[3];
    BacktestResult result =
        new Results()
            .equity(new EquityCurve(times, new double[] {100, 101, 103}, none, none, new double[0]))
            .result();
    Statistics every = Statistics.of(result, StatisticsOptions.defaults());
    Statistics business =
        Statistics.of(result, StatisticsOptions.defaults().withPeriodsPerYear(252));
    assertThat(every.daily().equity()).containsExactly(100, 101, 101, 101, 103);
    assertThat(business.daily().equity()).containsExactly(100, 101, 103);
    assertThat(business.daily().elapsedDays()).isEqualTo(4);
  }

  /** Ratios of a return on nothing would be infinite, and all that follows from them. */
  @Test
  void ruinEndsTheSeries() {
    Statistics ruined = of(Results.daily(100, 50, 0, 80, 90));
    assertThat(ruined.daily().equity()).containsExactly(100, 50, 0);
    assertThat(ruined.period().totalReturn()).isEqualTo(-1);
    assertThat(ruined.period().cagr()).isNaN();
    assertThat(ruined.period().maxDrawdown()).isEqualTo(-1);
  }

  @Test
  void drawdownsAreListedDeepestFirstWithTheOneThatLasts() {
    Statistics statistics = of(Results.daily(100, 95, 100, 120, 90, 60, 100, 130, 125, 117));
    assertThat(statistics.drawdowns()).extracting(Drawdown::length).containsExactly(4L, 2L, 2L);
    Drawdown deepest = statistics.drawdowns().get(0);
    long first = 19_722;
    assertThat(deepest.start()).isEqualTo(first + 3);
    assertThat(deepest.valley()).isEqualTo(first + 5);
    assertThat(deepest.recovered()).hasValue(first + 7);
    assertThat(deepest.depth()).isEqualTo(-0.5);
    assertThat(statistics.drawdowns().get(1).recovered()).isEmpty();
    assertThat(statistics.period().recoveryDays()).isEqualTo(2);
    assertThat(statistics.period().longestDrawdownDays()).isEqualTo(4);
  }

  @Test
  void exposureCountsTimeAndNotPoints() {
    long[] times = {Results.START, Results.START + Results.DAY, Results.START + 4 * Results.DAY};
    EquityCurve curve =
        new EquityCurve(
            times,
            new double[] {100, 100, 200},
            new double[] {50, 0, 300},
            new double[] {-50, 0, 300},
            new double[0]);
    ExposureStatistics exposure =
        of(new Results()
                .equity(curve)
                .fills(Results.fill(Results.START + 1, Side.BUY, 2, 100, 0, 100)))
            .exposure();
    assertThat(exposure.time()).isEqualTo(0.25);
    assertThat(exposure.grossMean()).isEqualTo(0.125);
    assertThat(exposure.netMean()).isEqualTo(-0.125);
    assertThat(exposure.grossMax()).isEqualTo(1.5);
    assertThat(exposure.netMin()).isEqualTo(-0.5);
    assertThat(exposure.turnover()).isEqualTo(2);
    assertThat(exposure.turnoverYear()).isCloseTo(2 * 365.0 / 4, within(TINY));
  }

  @Test
  void slippageIsWhatBothSidesWereWorseThanAtTheDecision() {
    CostStatistics costs =
        of(new Results()
                .fills(
                    Results.fill(Results.START, Side.BUY, 2, 101, 0.5, 100),
                    Results.fill(Results.START + 1, Side.SELL, 2, 109, 0.5, 110),
                    Results.fill(Results.START + 2, Side.BUY, 1, 50, 0.1, 0))
                .roundTrips(Results.trip(1, 15, 1), Results.trip(2, -5, 1)))
            .costs();
    assertThat(costs.slippage()).isEqualTo(4);
    assertThat(costs.slippageBps()).isCloseTo(4.0 / 420 * 10_000, within(TINY));
    assertThat(costs.fees()).isCloseTo(1.1, within(TINY));
    assertThat(costs.grossProfit()).isEqualTo(16);
    assertThat(costs.slippageShare()).isEqualTo(0.25);
  }

  @Test
  void executionCountsOrdersDecisionsAndMarketTime() {
    OrderCounts counts =
        new OrderCounts(
            20,
            8,
            2,
            new TreeMap<>(Map.of("MAX_ORDER", 2L, "STALE", 1L)),
            8,
            6,
            new TreeMap<>(Map.of("no funds", 2L)),
            0,
            0);
    ExecutionStatistics execution =
        of(new Results()
                .counts(counts)
                .fills(Results.fill(Results.START, Side.BUY, 1, 100, 0, 100)))
            .execution();
    assertThat(execution.fillRatio()).isEqualTo(0.75);
    assertThat(execution.rejectRatio()).isEqualTo(0.2);
    assertThat(execution.refuseRatio()).isEqualTo(0.25);
    assertThat(execution.orderToFill()).isEqualTo(8);
    assertThat(execution.makerShare()).isZero();
    assertThat(execution.latencyP99()).isEqualTo(50_000);
    assertThat(execution.ackMedian()).isEqualTo(20_000);
    assertThat(execution.ackP99()).isEqualTo(20_000);
    assertThat(execution.ackFillMedian()).isEqualTo(30_000);
    assertThat(execution.ackFillP99()).isEqualTo(30_000);
    assertThat(execution.rejectShares())
        .containsEntry("MAX_ORDER", 0.2)
        .containsEntry("STALE", 0.1);
  }

  @Test
  void adverseAndFavourableExcursionsStreaksAndHolding() {
    TradeStatistics trades =
        of(new Results()
                .roundTrips(
                    Results.trip(1, 10, 0),
                    Results.trip(2, 5, 0),
                    Results.trip(3, 0, 0),
                    Results.trip(4, -20, 0)))
            .trades();
    assertThat(trades.worstAdverse()).isEqualTo(-40);
    assertThat(trades.averageFavourable()).isEqualTo(7.5);
    assertThat(trades.longestWinning()).isEqualTo(2);
    assertThat(trades.longestLosing()).isEqualTo(1);
    assertThat(trades.averageHolding()).isEqualTo(Results.DAY);
    assertThat(trades.winRate()).isEqualTo(0.5);
    // 1/2 − 1/4 ÷ (7.5/20)
    assertThat(trades.kelly()).isCloseTo(0.5 - 0.25 / 0.375, within(TINY));
    assertThat(trades.expectancy()).isEqualTo(-1.25);
    // Each was entered with 100.
    assertThat(trades.averageReturn()).isCloseTo(-0.0125, within(TINY));
    assertThat(trades.bestReturn()).isCloseTo(0.1, within(TINY));
    assertThat(trades.worstReturn()).isCloseTo(-0.2, within(TINY));
  }

  @Test
  void onlyWinsHaveNoProfitFactor() {
    TradeStatistics trades = of(new Results().roundTrips(Results.trip(1, 10, 0))).trades();
    assertThat(trades.winRate()).isEqualTo(1);
    assertThat(trades.profitFactor()).isNaN();
    assertThat(trades.payoff()).isNaN();
    assertThat(trades.sqn()).isNaN();
  }

  @Test
  void deflatedSharpeFallsWithTheNumberOfTrials() {
    EquityCurve curve = rising(200);
    double one = of(new Results().equity(curve)).period().deflatedSharpe();
    Statistics many = of(new Results().equity(curve).assumptions(Results.assumptions(500)));
    assertThat(one).isEqualTo(of(curve).period().probabilisticSharpe());
    assertThat(many.period().deflatedSharpe()).isLessThan(one);
    assertThat(many.conventions().trialsVarianceFrom()).isEqualTo("assumed");
    assertThat(many.conventions().trialsVariance()).isCloseTo(1.0 / 198, within(TINY));
    Statistics told =
        Statistics.of(
            new Results().equity(curve).result(),
            StatisticsOptions.defaults()
                .withTrials(Trials.of(new double[] {0.1, 0.2, 0.3, Double.NaN})));
    assertThat(told.conventions().trials()).isEqualTo(4);
    assertThat(told.conventions().trialsVariance()).isCloseTo(0.01, within(TINY));
  }

  private static EquityCurve rising(int days) {
    double[] equity = new double[days];
    for (int i = 0; i < days; i++) {
      equity[i] = 1_000 + i + 12 * Math.sin(i * 0.9);
    }
    return Results.daily(equity);
  }

  @Test
  void theIntervalHoldsTheRatioAndIsTheSameEachTime() {
    PeriodStatistics period = of(rising(300)).period();
    assertThat(period.sharpe()).isBetween(period.sharpeLow(), period.sharpeHigh());
    assertThat(period).isEqualTo(of(rising(300)).period());
    StatisticsOptions other =
        new StatisticsOptions(0, 0, 2_000, 7, 0.95, 0, 10, Trials.OF_THE_RESULT);
    double low =
        Statistics.of(new Results().equity(rising(300)).result(), other).period().sharpeLow();
    assertThat(low).isNotEqualTo(period.sharpeLow()).isCloseTo(period.sharpeLow(), within(0.3));
  }

  @Test
  void jsonHasNullForWhatIsUndefinedAndTheOrderOfTheRecords() throws IOException {
    String json = of(Results.daily(100, 110)).toJson();
    JsonNode tree = new ObjectMapper().readTree(json);
    assertThat(tree.path("period").path("sharpe").isNull()).isTrue();
    assertThat(tree.path("period").path("totalReturn").asDouble()).isEqualTo(0.1, within(TINY));
    assertThat(tree.fieldNames())
        .toIterable()
        .startsWith("conventions", "period", "benchmark", "trades");
    assertThat(json).doesNotContain("NaN").isEqualTo(of(Results.daily(100, 110)).toJson());
  }

  @Test
  void valuesHoldEveryMetricByItsKey() {
    Map<String, Double> values = of(rising(50)).values();
    assertThat(values).hasSize(Metric.values().length);
    assertThat(values.get("totalReturn")).isEqualTo(of(rising(50)).period().totalReturn());
  }
}
