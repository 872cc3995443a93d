package io.alphaflow.bench;

import io.alphaflow.backtest.BacktestJob;
import io.alphaflow.backtest.BacktestTopology;
import io.alphaflow.backtest.data.History;
import io.alphaflow.backtest.engine.BacktestOptions;
import io.alphaflow.backtest.engine.RunResult;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.read.Rejects;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Backtests as Flink jobs, on a cluster of this process. */
final class BacktestFlink implements AutoCloseable {

  // Tasks run in this process, and what lies in memory is to be read from there.
  private static List<Bar> bars = List.of();
  private static List<Trade> trades = List.of();

  private final FlinkCluster cluster;

  BacktestFlink(int slots) throws IOException {
    Path work = Files.createTempDirectory("backtest-flink");
    cluster = FlinkCluster.start(work, slots, 0, new Configuration());
  }

  RunResult overBars(BacktestOptions options, List<Bar> all, int tasks) throws IOException {
    bars = all;
    return over((sink, rejects) -> bars.forEach(sink::bar), options, true, tasks);
  }

  RunResult overTrades(BacktestOptions options, List<Trade> all) throws IOException {
    trades = all;
    return over((sink, rejects) -> trades.forEach(sink::trade), options, false, 1);
  }

  /** From the submission of the job until its results are here. */
  RunResult over(History history, BacktestOptions options, boolean ofBars, int tasks)
      throws IOException {
    StreamExecutionEnvironment environment = cluster.environment(BacktestTopology.settings());
    environment.setParallelism(tasks);
    return new BacktestJob(history, options, CatalogSource.classPath(), ofBars)
        .run(environment, Rejects.none(), BacktestJob.Watch.NONE);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
