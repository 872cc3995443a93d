package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.BacktestJob;
import io.alphaflow.backtest.data.EventSource;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.cli.UserError;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs variants as a Flink job: one task reads the history, and gives what it reads to a task for
 * each slot, which runs its part of the variants.
 */
final class ClusterRun {

  private final FlinkTarget target;
  private final Rejects rejects;
  private final Interruption interruption;
  private final BacktestProgress progress;

  /**
   * Runs on a cluster.
   *
   * @param rejects is told what of the history cannot be used
   */
  ClusterRun(
      FlinkTarget target, Rejects rejects, Interruption interruption, BacktestProgress progress) {
    this.target = target;
    this.rejects = rejects;
    this.interruption = interruption;
    this.progress = progress;
  }

  /**
   * What becomes of the variants.
   *
   * @param parallel whether they may be in several tasks
   * @throws UserError when a person stopped it
   */
  RunResult run(EventSource events, BacktestOptions options, boolean parallel) throws IOException {
    StreamExecutionEnvironment environment = target.environment();
    environment.setParallelism(parallel ? Math.min(target.slots(), options.variants().size()) : 1);
    try {
      return new BacktestJob(events.history(), options, target.catalog(), events.bars())
          .run(environment, rejects, watch());
    } catch (IOException e) {
      if (interruption.isWanted()) {
        throw new UserError("stopped: a Flink job tells its results when all of the data is read");
      }
      throw e;
    }
  }

  private BacktestJob.Watch watch() {
    BacktestProgress.Part part = progress.part();
    return new BacktestJob.Watch() {
      @Override
      public boolean stop() {
        return interruption.isWanted();
      }

      @Override
      public void read(long events, long time) {
        part.events(events, time);
      }
    };
  }
}
