package io.alphaflow.backtest;

import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.backtest.operator.JobPiece;
import io.alphaflow.backtest.operator.ReadSoFar;
import io.alphaflow.backtest.sweep.Shards;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.SerializedThrowable;

/** A backtest as a Flink job, from its submission until its result is here. */
public final class BacktestJob {

  private static final String NAME = "alphaflow-backtest";
  private static final long WATCH_MILLIS = 200;

  /** Somebody who looks on while a job runs. */
  public interface Watch {

    /** Lets it run. */
    Watch NONE = new Watch() {};

    /** Whether to cancel the job. Asked all the time. */
    default boolean stop() {
      return false;
    }

    /**
     * How far the job is, told now and then; after a failure it begins again.
     *
     * @param events bars or trades that were read
     * @param time of the latest, epoch microseconds UTC
     */
    default void read(long events, long time) {}
  }

  private final History history;
  private final BacktestOptions options;
  private final CatalogSource catalog;
  private final boolean bars;

  /**
   * A job.
   *
   * @param bars whether the history consists of bars
   */
  public BacktestJob(
      History history, BacktestOptions options, CatalogSource catalog, boolean bars) {
    this.history = history;
    this.options = options;
    this.catalog = catalog;
    this.bars = bars;
  }

  /**
   * Submits it and waits for what comes out.
   *
   * @param environment with {@link BacktestTopology#settings} and as many tasks as are wanted
   * @param rejects is told what of the history could not be used
   * @param watch is told how far the job is, by another thread
   * @throws IOException when the job failed or was cancelled; the message says why
   */
  public RunResult run(StreamExecutionEnvironment environment, Rejects rejects, Watch watch)
      throws IOException {
    CollectedPieces collected =
        new CollectedPieces(Shards.parts(options.variants().size(), environment.getParallelism()));
    try {
      CloseableIterator<JobPiece> pieces =
          BacktestTopology.of(environment, history, options, catalog, bars).collectAsync();
      JobClient job = environment.executeAsync(NAME);
      Thread watching = new Thread(() -> watch(job, watch), NAME);
      watching.setDaemon(true);
      watching.start();
      try {
        while (pieces.hasNext()) {
          collected.take(pieces.next());
        }
        job.getJobExecutionResult().get();
      } finally {
        watching.interrupt();
        pieces.close();
      }
    } catch (Exception e) {
      throw new IOException("the Flink job failed: " + reason(e), e);
    }
    collected.tell(rejects);
    return collected.result();
  }

  private static void watch(JobClient job, Watch watch) {
    try {
      while (!watch.stop()) {
        Thread.sleep(WATCH_MILLIS);
        known(job).ifPresent(known -> watch.read(known.events(), known.time()));
      }
      job.cancel();
    } catch (InterruptedException e) {
      // The job has ended.
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<ReadSoFar.Known> known(JobClient job) throws InterruptedException {
    try {
      return ReadSoFar.of(job.getAccumulators().get());
    } catch (ExecutionException e) {
      // It has ended, or Flink does not answer now: who waits for the result is told.
      return Optional.empty();
    }
  }

  /** What went wrong first. */
  private static String reason(Throwable failure) {
    Throwable first = failure;
    while (true) {
      if (first instanceof SerializedThrowable sent) {
        Throwable told = sent.deserializeError(BacktestJob.class.getClassLoader());
        first = told == sent ? sent : told;
      }
      if (first.getCause() == null) {
        return first.getMessage() == null ? first.toString() : first.getMessage();
      }
      first = first.getCause();
    }
  }
}
