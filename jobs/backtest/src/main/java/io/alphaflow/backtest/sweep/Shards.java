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

/**
 * Runs many variants over the same bars, in parts that threads take one after the other. What comes
 * out does not depend on how many there are of either: variants know nothing of each other.
 *
 * <p>A part is small enough that what changes with each bar stays near the processor: a thousand
 * accounts at once take a third longer. Memory: what the parts under way need, and the results.
 */
public final class Shards {

  /** Variants in a part: fewer share too few indicators. */
  private static final int PART = 100;

  private static final int TOLD = 4_096;

  private final BacktestOptions options;
  private final StrategyCatalog catalog;
  private final Progress progress;

  /** Hears how far the runs are; from several threads. */
  public interface Progress {
    /**
     * A part has done more bars.
     *
     * @param all that there are to do, of all parts
     */
    void done(long more, long all);
  }

  /**
   * Runs to be made.
   *
   * @param progress is told
   */
  public Shards(BacktestOptions options, StrategyCatalog catalog, Progress progress) {
    this.options = options;
    this.catalog = catalog;
    this.progress = progress;
  }

  /**
   * How many parts so many variants are run in; part by part as {@link BacktestOptions#part}.
   *
   * @param workers at least 1; each has as many parts as the others, or one less
   */
  public static int parts(int variants, int workers) {
    int rounds = (variants - 1) / (PART * workers) + 1;
    return Math.min(variants, rounds * workers);
  }

  /**
   * Runs all variants.
   *
   * @param bars in the order of time
   * @param threads at least 1
   * @return a result for each variant, in their order
   */
  public List<VariantResult> run(List<Bar> bars, int threads) throws InterruptedException {
    int parts = parts(options.variants().size(), threads);
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, parts));
    try {
      List<Callable<List<VariantResult>>> tasks = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        BacktestOptions own = options.part(part, parts);
        tasks.add(() -> run(own, bars, (long) parts * bars.size()));
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

  private List<VariantResult> run(BacktestOptions own, List<Bar> bars, long all) {
    Backtest run = new Backtest(own, catalog, true);
    for (int i = 0; i < bars.size(); i++) {
      run.bar(bars.get(i));
      if (i % TOLD == TOLD - 1) {
        progress.done(TOLD, all);
      }
    }
    run.finish();
    return run.results();
  }
}
