package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.BacktestTopology;
import io.alphaflow.backtest.data.TopicEvents;
import io.alphaflow.backtest.data.TopicHistory;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.VariantResult;
import io.alphaflow.backtest.operator.VariantOutcome;
import io.alphaflow.backtest.operator.VariantResultCodec;
import io.alphaflow.cli.UserError;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.Folders;
import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * Runs all variants as a Flink job, on a cluster of this process: one task reads the log, and gives
 * what it reads to a task for each slot, which runs its part of the variants.
 */
final class ClusterRun {

  private static final String NAME = "alphaflow-backtest";
  private static final long WATCH_MILLIS = 200;

  private final TopicHistory history;
  private final boolean bars;
  private final CatalogSource catalog;
  private final int slots;
  private final Interruption interruption;

  ClusterRun(TopicEvents events, Path plugins, int slots, Interruption interruption) {
    this.history = events.history();
    this.bars = events.bars();
    this.catalog = CatalogSource.plugins(plugins.toAbsolutePath().toString());
    this.slots = slots;
    this.interruption = interruption;
  }

  /**
   * What becomes of the variants, in their order.
   *
   * @throws UserError when a person stopped it
   */
  List<VariantResult> run(BacktestOptions options) throws IOException {
    Path work = Files.createTempDirectory("backtest-cluster");
    try (FlinkCluster cluster = FlinkCluster.start(work, slots, 0, new Configuration())) {
      StreamExecutionEnvironment environment = cluster.environment(BacktestTopology.settings());
      environment.setParallelism(Math.min(slots, options.variants().size()));
      DataStream<VariantOutcome> outcomes =
          BacktestTopology.of(environment, history::read, options, catalog, bars);
      return collect(environment, outcomes);
    } finally {
      Folders.delete(work);
    }
  }

  private List<VariantResult> collect(
      StreamExecutionEnvironment environment, DataStream<VariantOutcome> outcomes)
      throws IOException {
    // After a failure a variant may come once more, with the same bytes.
    SortedMap<Integer, VariantResult> results = new TreeMap<>();
    try {
      CloseableIterator<VariantOutcome> found = outcomes.collectAsync();
      JobClient job = environment.executeAsync(NAME);
      Thread watch = new Thread(() -> cancelWhenWanted(job), NAME);
      watch.setDaemon(true);
      watch.start();
      try {
        found.forEachRemaining(
            of -> results.put(of.number(), VariantResultCodec.decode(of.result())));
        job.getJobExecutionResult().get();
      } finally {
        watch.interrupt();
        found.close();
      }
    } catch (Exception e) {
      if (interruption.isWanted()) {
        throw new UserError("stopped: parameter sets are compared when all of the data is read");
      }
      throw new IOException("the Flink job failed: " + e.getMessage(), e);
    }
    return List.copyOf(results.values());
  }

  private void cancelWhenWanted(JobClient job) {
    try {
      while (!interruption.isWanted()) {
        Thread.sleep(WATCH_MILLIS);
      }
      job.cancel();
    } catch (InterruptedException e) {
      // The job has ended.
      Thread.currentThread().interrupt();
    }
  }
}
