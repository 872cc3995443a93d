package io.alphaflow.backtest.sweep;

import io.alphaflow.backtest.engine.Backtest;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.common.model.Bar;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Runs many variants over the same bars, a part of them on each thread. What comes out does not
 * depend on how many threads there are: variants know nothing of each other.
 */
public final class Shards {

  private static final int TOLD = 4_096;

  private final BacktestOptions options;
  private final StrategyCatalog catalog;
  private final LongConsumer progress;

  /**
   * Runs to be made.
   *
   * @param progress is told how many bars more each part has done; by several threads
   */
  public Shards(BacktestOptions options, StrategyCatalog catalog, LongConsumer progress) {
    this.options = options;
    this.catalog = catalog;
    this.progress = progress;
  }

  /**
   * Runs all variants.
   *
   * @param bars in the order of time
   * @param threads at least 1
   * @return a result for each variant, in their order
   */
  public List<VariantResult> run(List<Bar> bars, int threads) throws InterruptedException {
    int parts = Math.min(threads, options.variants().size());
    ExecutorService executor = Executors.newFixedThreadPool(parts);
    try {
      List<Callable<List<VariantResult>>> tasks = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        BacktestOptions own = options.part(part, parts);
        tasks.add(() -> run(own, bars));
      }
      List<List<VariantResult>> results = new ArrayList<>();
      for (Future<List<VariantResult>> done : executor.invokeAll(tasks)) {
        results.add(done.get());
      }
      List<VariantResult> all = new ArrayList<>();
      for (int i = 0; i < options.variants().size(); i++) {
        all.add(results.get(i % parts).get(i / parts));
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private List<VariantResult> run(BacktestOptions own, List<Bar> bars) {
    Backtest run = new Backtest(own, catalog, true);
    for (int i = 0; i < bars.size(); i++) {
      run.bar(bars.get(i));
      if (i % TOLD == TOLD - 1) {
        progress.accept(TOLD);
      }
    }
    run.finish();
    return run.results();
  }
}
