package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.BookChange;
import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.PriceHistory;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.engine.Variant;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.StatisticsOptions;
import io.alphaflow.backtest.statistics.Trials;
import io.alphaflow.backtest.sweep.Shards;
import io.alphaflow.backtest.sweep.Stitched;
import io.alphaflow.backtest.sweep.WalkForward;
import io.alphaflow.backtest.sweep.Window;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run, or a sweep and a run of the best of it. */
final class BacktestRun {

  private static final long DAY = 86_400_000_000L;

  /** Ends the reading. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super(null, null, false, false);
    }
  }

  private final StrategyCatalog catalog;
  private final EventSource events;
  private final BacktestPlan plan;
  private final StatisticsOptions statistics;
  private final String command;
  private final BacktestProgress progress;
  private final Interruption interruption;
  private Optional<ClusterRun> cluster = Optional.empty();

  BacktestRun(
      StrategyCatalog catalog,
      EventSource events,
      BacktestPlan plan,
      StatisticsOptions statistics,
      String command,
      BacktestProgress progress,
      Interruption interruption) {
    this.catalog = catalog;
    this.events = events;
    this.plan = plan;
    this.statistics = statistics;
    this.command = command;
    this.progress = progress;
    this.interruption = interruption;
  }

  /** The same, there. */
  BacktestRun on(Optional<ClusterRun> where) {
    cluster = where;
    return this;
  }

  /** The one variant, beside it the same filled optimistically. */
  Outcome single() throws IOException {
    long began = System.nanoTime();
    BacktestOptions options = plan.withOptimistic();
    RunResult run = run(options, false);
    return outcome(
        run, options, plan.options().variants().get(0), Optional.empty(), statistics, began);
  }

  /** All variants, and the best once more with everything that a report shows. */
  Outcome sweep(List<String> parameters, Metric rank, int threads)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    BacktestOptions quick =
        plan.options().recording(Math.max(DAY, plan.options().sampleInterval()), false);
    List<VariantResult> results =
        cluster.isEmpty() && events.bars() ? parallel(quick, threads) : run(quick, true).variants();
    List<SweepTable.Row> rows = new ArrayList<>();
    int periods = 0;
    for (int i = 0; i < results.size(); i++) {
      Statistics of = quickStatistics(results.get(i), results.size());
      periods = of.conventions().periodsPerYear();
      Map<String, String> set = plan.tried().get(i);
      rows.add(new SweepTable.Row(0, parameters.stream().map(set::get).toList(), known(of)));
    }
    SweepTable table = SweepTable.ranked(parameters, rank.key(), periods, rows);
    Variant best = best(table, parameters);
    double yearly = Math.sqrt(periods);
    Trials trials =
        Trials.of(rows.stream().mapToDouble(row -> row.value("sharpe") / yearly).toArray());
    BacktestOptions detailed = plan.options().withVariants(List.of(best));
    return outcome(
        run(detailed, false),
        detailed,
        best,
        Optional.of(table),
        statistics.withTrials(trials).withPeriodsPerYear(periods),
        began);
  }

  /** The best set of each window trades what follows; what they did is put together. */
  Outcome walk(List<String> parameters, Metric rank, WalkOptions options, int threads)
      throws IOException, InterruptedException {
    if (!events.bars()) {
      throw new UserError("--walk-forward needs bars; alphaflow import makes them of trades");
    }
    long began = System.nanoTime();
    List<Bar> bars = loaded();
    List<Window> windows = options.windows(bars);
    long interval = Math.max(DAY, plan.options().sampleInterval());
    int sets = plan.options().variants().size();
    WalkForward walk = new WalkForward(plan.options(), catalog, interval, this::parts);
    List<WalkForward.Step> steps;
    try {
      steps =
          walk.run(
              bars,
              windows,
              of -> rank.better().score(rank.of(quickStatistics(of, sets))),
              threads);
    } catch (Stopped e) {
      throw new UserError("stopped: the windows of a walk follow from each other");
    }
    List<WalkForwardTable.Row> rows = new ArrayList<>();
    for (WalkForward.Step step : steps) {
      Map<String, String> set = plan.tried().get(step.chosen());
      Window window = step.window();
      rows.add(
          new WalkForwardTable.Row(
              window.trainFrom(),
              window.trainTo(),
              window.testFrom(),
              window.testTo(),
              parameters.stream().map(set::get).toList(),
              known(quickStatistics(step.trained(), sets)),
              known(quickStatistics(step.tested(), 1))));
    }
    long from = windows.get(0).testFrom();
    List<PriceBars> prices =
        PriceHistory.of(bars.stream().filter(bar -> bar.openTime() >= from).toList());
    BacktestResult result =
        Stitched.of(steps, AssumptionText.of(command, events, plan.options(), steps), prices);
    progress.end();
    return new Outcome(
        result,
        Statistics.of(result, statistics),
        Optional.empty(),
        Optional.of(new WalkForwardTable(parameters, rank.key(), sets, rows)),
        steps.stream().flatMap(step -> step.run().alerts().stream()).toList(),
        (System.nanoTime() - began) / 1e9);
  }

  private List<Bar> loaded() throws IOException {
    List<Bar> bars = Loaded.of(events);
    if (bars.isEmpty()) {
      throw nothing();
    }
    return bars;
  }

  private Variant best(SweepTable table, List<String> parameters) {
    List<String> values = table.rows().get(0).values();
    for (int i = 0; i < plan.tried().size(); i++) {
      Map<String, String> set = plan.tried().get(i);
      if (parameters.stream().map(set::get).toList().equals(values)) {
        return plan.options().variants().get(i);
      }
    }
    throw new IllegalStateException("no variant has " + values);
  }

  private Statistics quickStatistics(VariantResult of, int variants) {
    return Statistics.of(
        new BacktestResult(
            AssumptionText.none(variants),
            of.equity(),
            of.roundTrips(),
            List.of(),
            of.counts(),
            List.of(),
            List.of(),
            List.of(),
            null),
        statistics.withBootstrapSamples(0));
  }

  /** What the little that is kept of a set does not say is undefined, not 0. */
  private static Map<String, Double> known(Statistics of) {
    Map<String, Double> values = new LinkedHashMap<>(of.values());
    for (Metric metric : Metric.values()) {
      if (metric.needsDetail()) {
        values.put(metric.key(), Double.NaN);
      }
    }
    return values;
  }

  private List<VariantResult> parallel(BacktestOptions options, int threads)
      throws IOException, InterruptedException {
    List<Bar> bars = loaded();
    try {
      return new Shards(options, catalog, this::parts).run(bars, threads);
    } catch (Stopped e) {
      throw new UserError("stopped: parameter sets are compared when all of the data is read");
    }
  }

  private void parts(long more, long all) {
    if (interruption.isWanted()) {
      throw new Stopped();
    }
    progress.bars(more, all);
  }

  private static UserError nothing() {
    return new UserError("there is nothing between --from and --to");
  }

  private Outcome outcome(
      RunResult run,
      BacktestOptions options,
      Variant variant,
      Optional<SweepTable> sweep,
      StatisticsOptions how,
      long began) {
    List<VariantResult> results = run.variants();
    EquityCurve optimistic = results.size() > 1 ? results.get(1).equity() : null;
    int variants = sweep.map(table -> table.rows().size()).orElse(1);
    BacktestResult result =
        Outcome.result(
            run,
            results.get(0),
            optimistic,
            AssumptionText.of(command, events, run, options, variant, variants));
    progress.end();
    // What stopped the optimistic twin did not stop this one.
    List<Alert> alerts =
        run.alerts().stream().filter(of -> of.account().equals(variant.account())).toList();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Outcome(
        result, Statistics.of(result, how), sweep, Optional.empty(), alerts, seconds);
  }

  private RunResult run(BacktestOptions options, boolean parallel) throws IOException {
    RunResult result =
        cluster.isPresent() ? cluster.get().run(events, options, parallel) : plain(options);
    if (result.events() == 0 && !interruption.isWanted()) {
      throw nothing();
    }
    return result;
  }

  private RunResult plain(BacktestOptions options) throws IOException {
    Backtest run = new Backtest(options, catalog, events.bars());
    try {
      events.run(
          new EventSink() {
            @Override
            public void bar(Bar bar) {
              go(bar.openTime());
              run.bar(bar);
            }

            @Override
            public void trade(Trade trade) {
              go(trade.exchangeTime());
              run.trade(trade);
            }

            @Override
            public void book(BookChange change) {
              run.book(change);
            }
          });
    } catch (Stopped e) {
      // What is done until here is shown.
    }
    run.finish();
    return run.result();
  }

  private void go(long time) {
    if (interruption.isWanted()) {
      throw new Stopped();
    }
    progress.event(time);
  }
}
