package io.alphaflow.backtest.report.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.backtest.fixture.Results;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.diagnostic.Finding.Severity;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.DataGap;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.ExecutedFill;
import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.StatisticsOptions;
import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Each rule is silent on a sound result, and speaks when the one thing that it looks for is there.
 */
class DiagnosticsTest {

  private static final int DAYS = 200;

  private static double[] rising(double perDay, double wobble) {
    double[] equity = new double[DAYS];
    for (int i = 0; i < DAYS; i++) {
      equity[i] = 10_000 * (1 + perDay * i) + wobble * Math.sin(i * 0.9);
    }
    return equity;
  }

  private static EquityCurve curve(double[] equity, double[] gross, double[] benchmark) {
    EquityCurve flat = Results.daily(equity, benchmark);
    return new EquityCurve(flat.times(), equity, gross, gross.clone(), benchmark);
  }

  /** A position of a third of the account on two of three days. */
  private static double[] held() {
    double[] gross = new double[DAYS];
    for (int i = 0; i < DAYS - 1; i++) {
      gross[i] = i % 3 == 0 ? 0 : 3_000;
    }
    return gross;
  }

  private static double[] benchmark(double perDay) {
    double[] price = new double[DAYS];
    for (int i = 0; i < DAYS; i++) {
      price[i] = 100 * (1 + perDay * i) + Math.sin(i);
    }
    return price;
  }

  private static RoundTrip[] trips(int count) {
    RoundTrip[] trips = new RoundTrip[count];
    for (int i = 0; i < count; i++) {
      trips[i] = Results.trip(i + 1, i % 3 == 2 ? -40 : 60, 1);
    }
    return trips;
  }

  private static OrderCounts counts(
      long approved,
      long rejected,
      Map<String, Long> codes,
      long filled,
      Map<String, Long> refused) {
    return new OrderCounts(
        approved + rejected,
        approved,
        rejected,
        new TreeMap<>(codes),
        approved,
        filled,
        new TreeMap<>(refused),
        0,
        0);
  }

  private static PriceBars prices() {
    long[] times = {Results.START, Results.START + Results.DAY};
    double[] low = {99, 104};
    double[] high = {101, 106};
    return new PriceBars(
        Results.INSTRUMENT, "1d", times, low, high, low, high, new double[] {1, 1});
  }

  private static ExecutedFill fill(long time, double price) {
    return Results.fill(time, Side.BUY, 1, price, 1, price);
  }

  private static Results sound() {
    return new Results()
        .equity(curve(rising(0.001, 80), held(), benchmark(0.0001)))
        .roundTrips(trips(60))
        .fills(fill(Results.START + Results.DAY / 2, 100))
        .prices(prices())
        .counts(counts(60, 2, Map.of("A", 1L, "B", 1L), 60, Map.of()));
  }

  private static List<Finding> findings(Results results, Optional<SweepTable> sweep) {
    BacktestResult result = results.result();
    Statistics statistics = Statistics.of(result, StatisticsOptions.defaults());
    return Diagnostics.of(new Evidence(result, statistics, sweep));
  }

  private static Optional<SweepTable> sweep(double... sharpes) {
    List<SweepTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < sharpes.length; i++) {
      rows.add(
          new SweepTable.Row(0, List.of(String.valueOf(i), "ema"), Map.of("sharpe", sharpes[i])));
    }
    return Optional.of(SweepTable.ranked(List.of("fast", "type"), "sharpe", 365, rows));
  }

  private static final Map<String, UnaryOperator<Results>> FAULTS =
      Map.ofEntries(
          Map.entry("no-trades", r -> r.roundTrips()),
          Map.entry("too-few-trades", r -> r.roundTrips(trips(12))),
          Map.entry(
              "one-trade",
              r -> {
                RoundTrip[] trips = trips(60);
                trips[5] = Results.trip(6, 5_000, 1);
                return r.roundTrips(trips);
              }),
          Map.entry("short-span", r -> r.equity(Results.daily(10_000, 10_050, 10_020, 10_090))),
          Map.entry(
              "long-flat",
              r -> r.equity(curve(rising(0.001, 80), new double[DAYS], benchmark(0.0001)))),
          Map.entry(
              "open-at-the-end",
              r -> {
                double[] gross = held();
                gross[DAYS - 1] = 500;
                return r.equity(curve(rising(0.001, 80), gross, benchmark(0.0001)));
              }),
          Map.entry(
              "sharpe-interval",
              r -> {
                Random random = new Random(1);
                double[] equity = rising(0.0005, 0);
                double luck = 0;
                for (int i = 0; i < DAYS; i++) {
                  luck += 90 * random.nextGaussian();
                  equity[i] += luck * (DAYS - i) / DAYS;
                }
                return r.equity(curve(equity, held(), benchmark(-0.0001)));
              }),
          Map.entry(
              "deflated-sharpe",
              r ->
                  r.equity(curve(rising(0.0003, 250), held(), benchmark(0.0001)))
                      .assumptions(Results.assumptions(1_000))),
          Map.entry("benchmark", r -> r.equity(curve(rising(0.001, 80), held(), benchmark(0.01)))),
          Map.entry(
              "fill-before-decision",
              r -> {
                ExecutedFill f = fill(Results.START + Results.DAY / 2, 100);
                return r.fills(
                    new ExecutedFill(
                        f.time(),
                        f.strategy(),
                        f.instrument(),
                        f.orderId(),
                        f.side(),
                        f.quantity(),
                        f.price(),
                        f.fee(),
                        f.maker(),
                        f.arrivalPrice(),
                        f.time() + 1,
                        f.acceptedAt(),
                        f.tag()));
              }),
          Map.entry("price-outside-bar", r -> r.fills(fill(Results.START + Results.DAY / 2, 120))),
          Map.entry("too-good", r -> r.equity(curve(rising(0.002, 2), held(), benchmark(0.0001)))),
          Map.entry(
              "stale-fills",
              r ->
                  r.gaps(
                      new DataGap(
                          Results.INSTRUMENT,
                          Results.START + Results.DAY / 2 - 10,
                          Results.START + Results.DAY / 2 + 10,
                          1))),
          Map.entry(
              "data-gaps",
              r ->
                  r.gaps(
                      new DataGap(
                          Results.INSTRUMENT,
                          Results.START + 50 * Results.DAY,
                          Results.START + 60 * Results.DAY,
                          10))),
          Map.entry(
              "fill-model", r -> r.optimistic(curve(rising(0.005, 80), held(), benchmark(0.0001)))),
          Map.entry(
              "costs",
              r ->
                  r.fills(
                      Results.fill(Results.START + Results.DAY / 2, Side.BUY, 1, 100, 2_000, 100))),
          Map.entry("few-fills", r -> r.counts(counts(60, 0, Map.of(), 20, Map.of()))),
          Map.entry("refused", r -> r.counts(counts(60, 0, Map.of(), 50, Map.of("funds", 10L)))),
          Map.entry(
              "rejects", r -> r.counts(counts(60, 30, Map.of("A", 29L, "B", 1L), 60, Map.of()))),
          Map.entry(
              "ruin",
              r -> {
                double[] equity = rising(0.001, 80);
                equity[DAYS - 1] = -1;
                return r.equity(curve(equity, held(), benchmark(0.0001)));
              }),
          Map.entry(
              "drawdown-at-the-end",
              r -> {
                double[] equity = rising(0.001, 80);
                for (int i = DAYS - 10; i < DAYS; i++) {
                  equity[i] *= 0.9;
                }
                return r.equity(curve(equity, held(), benchmark(0.0001)));
              }),
          Map.entry(
              "leverage",
              r -> {
                double[] gross = held();
                gross[10] = 25_000;
                return r.equity(curve(rising(0.001, 80), gross, benchmark(0.0001)));
              }),
          Map.entry("limits", r -> r.limits(new LimitUse("C05", "2", "1", 2, 4))));

  private static final Map<String, Optional<SweepTable>> SWEEP_FAULTS =
      Map.of(
          "parameter-at-the-edge", sweep(1.0, 1.1, 1.2, 1.25, 1.3, 1.4),
          "lonely-peak", sweep(0.1, 0.2, 0.15, 2.0, 0.2, 0.1, 0.12));

  @Test
  void aSoundResultIsNotDoubted() {
    assertThat(findings(sound(), Optional.empty())).isEmpty();
    assertThat(findings(sound(), sweep(1.0, 1.2, 1.3, 1.25, 1.1, 0.9))).isEmpty();
    assertThat(
            findings(
                sound().optimistic(curve(rising(0.0011, 80), held(), benchmark(0.0001))),
                Optional.empty()))
        .isEmpty();
    assertThat(findings(sound().limits(new LimitUse("C05", "1", "2", 0.5, 0)), Optional.empty()))
        .isEmpty();
  }

  @Test
  void eachFaultIsFound() {
    FAULTS.forEach(
        (rule, fault) ->
            assertThat(findings(fault.apply(sound()), Optional.empty()))
                .as(rule)
                .extracting(Finding::rule)
                .contains(rule));
    SWEEP_FAULTS.forEach(
        (rule, sweep) ->
            assertThat(findings(sound(), sweep))
                .as(rule)
                .extracting(Finding::rule)
                .containsExactly(rule));
  }

  @Test
  void everyRuleHasItsFaultAndItsLineInTheDocumentation() throws IOException {
    Set<String> faults = new TreeSet<>(FAULTS.keySet());
    faults.addAll(SWEEP_FAULTS.keySet());
    assertThat(faults).hasSameSizeAs(Diagnostics.RULES);
    String page = Files.readString(Path.of("..", "..", "docs", "backtest-report.md"));
    assertThat(faults).allSatisfy(rule -> assertThat(page).contains("| `" + rule + "` |"));
  }

  @Test
  void whatMattersMostIsFirst() {
    double[] equity = rising(0.001, 80);
    equity[DAYS - 1] = -1;
    Results bad = sound().equity(curve(equity, held(), benchmark(0.01))).roundTrips(trips(3));
    List<Finding> findings = findings(bad, Optional.empty());
    assertThat(findings).extracting(Finding::severity).isSorted();
    assertThat(findings.get(0).severity()).isEqualTo(Severity.ERROR);
  }

  @Test
  void numbersOfAnEmptyResultDoNotFailARule() {
    assertThat(findings(new Results(), Optional.empty()))
        .extracting(Finding::rule)
        .containsExactly("no-trades");
  }
}
