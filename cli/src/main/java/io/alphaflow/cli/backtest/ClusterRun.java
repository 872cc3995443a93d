package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.BacktestJob;
import io.alphaflow.backtest.BacktestTopology;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.cli.UserError;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.Folders;
import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs variants as a Flink job, on a cluster of this process: one task reads the history, and gives
 * what it reads to a task for each slot, which runs its part of the variants.
 */
final class ClusterRun implements AutoCloseable {

  private final Path work;
  private final FlinkCluster cluster;
  private final int slots;
  private final CatalogSource catalog;
  private final Rejects rejects;
  private final Interruption interruption;

  /**
   * Starts the cluster.
   *
   * @param rejects is told what of the history cannot be used
   */
  ClusterRun(Path plugins, int slots, Rejects rejects, Interruption interruption)
      throws IOException {
    this.catalog = CatalogSource.plugins(plugins.toAbsolutePath().toString());
    this.slots = slots;
    this.rejects = rejects;
    this.interruption = interruption;
    work = Files.createTempDirectory("backtest-cluster");
    cluster = FlinkCluster.start(work, slots, 0, new Configuration());
  }

  /**
   * What becomes of the variants.
   *
   * @param parallel whether they may be in several tasks
   * @throws UserError when a person stopped it
   */
  RunResult run(EventSource events, BacktestOptions options, boolean parallel) throws IOException {
    StreamExecutionEnvironment environment = cluster.environment(BacktestTopology.settings());
    environment.setParallelism(parallel ? Math.min(slots, options.variants().size()) : 1);
    try {
      return new BacktestJob(events.history(), options, catalog, events.bars())
          .run(environment, rejects, interruption::isWanted);
    } catch (IOException e) {
      if (interruption.isWanted()) {
        throw new UserError("stopped: a Flink job tells its results when all of the data is read");
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    Folders.delete(work);
  }
}
