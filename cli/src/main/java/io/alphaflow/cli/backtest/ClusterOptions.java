package io.alphaflow.cli.backtest;

import io.alphaflow.cli.UsageError;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether a backtest is a Flink job, and where. */
final class ClusterOptions {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = {
        "Threads of a sweep over bars, or slots with --cluster and --flink (default: one for each",
        "processor; with --flink all slots that are free)"
      })
  private int threads;

  @Option(
      names = "--cluster",
      description = {
        "Run as a Flink job, on a cluster of this process whose tasks read the history and share",
        "out the parameter sets; not with --walk-forward"
      })
  private boolean cluster;

  @Option(
      names = "--flink",
      paramLabel = "URL",
      description = {
        "Run as a Flink job on the session cluster whose REST interface is there, such as",
        "http://host:8081; it gets all that it needs with the job, but reads the history itself"
      })
  private String flink;

  /** Threads in this process. */
  int threads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }

  boolean isWanted() {
    return cluster || flink != null;
  }

  /** The cluster. */
  FlinkTarget open(Path plugins) throws IOException, InterruptedException {
    if (cluster && flink != null) {
      throw new UsageError(
          "--cluster is a cluster in this process, --flink one elsewhere: take one");
    }
    return cluster ? new LocalFlink(threads(), plugins) : new RemoteFlink(flink, threads, plugins);
  }
}
