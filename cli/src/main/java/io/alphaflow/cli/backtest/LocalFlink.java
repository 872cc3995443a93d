package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.BacktestTopology;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.Folders;
import io.alphaflow.signals.CatalogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster in this process, for as long as the command runs. */
final class LocalFlink implements FlinkTarget {

  private final Path work;
  private final FlinkCluster cluster;
  private final int slots;
  private final Path plugins;

  /** Starts it. */
  LocalFlink(int slots, Path plugins) throws IOException {
    this.slots = slots;
    this.plugins = plugins;
    work = Files.createTempDirectory("backtest-cluster");
    try {
      // With the heartbeats it is told how far a job is.
      Configuration settings = new Configuration();
      settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(1));
      cluster = FlinkCluster.start(work, slots, 0, settings);
    } catch (IOException | RuntimeException e) {
      Folders.delete(work);
      throw e;
    }
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public StreamExecutionEnvironment environment() {
    return cluster.environment(BacktestTopology.settings());
  }

  @Override
  public CatalogSource catalog() {
    return CatalogSource.plugins(plugins.toAbsolutePath().toString());
  }

  @Override
  public void close() throws IOException {
    try {
      cluster.close();
    } finally {
      Folders.delete(work);
    }
  }
}
