package io.alphaflow.bench;

import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The strategies: bars they evaluate, trades they read, and what many of them cost to keep. */
@Command(
    name = "strategies",
    mixinStandardHelpOptions = true,
    description = {
      "Three strategies on each symbol: bar evaluations per second, trades per second from JSON",
      "topics with both state backends, and state, checkpoint and recovery of many symbols"
    })
final class StrategyBench implements Callable<Integer> {

  /** What is measured. */
  enum Part {
    /** Bar evaluations per second. */
    BARS,
    /** Trades per second from Kafka. */
    TRADES,
    /** State of many symbols. */
    STATE
  }

  @Option(
      names = "--part",
      defaultValue = "BARS,TRADES,STATE",
      split = ",",
      description = "What is measured: ${COMPLETION-CANDIDATES} (default: all)")
  List<Part> parts;

  @Option(
      names = "--instruments",
      defaultValue = "100",
      description = "Instruments of the bar evaluations (default: ${DEFAULT-VALUE})")
  int instruments;

  @Option(
      names = "--minutes",
      defaultValue = "50000",
      description = "Bars of each instrument (default: ${DEFAULT-VALUE})")
  int minutes;

  @Option(
      names = "--trades",
      defaultValue = "6000000",
      description = "Trades on the topic (default: ${DEFAULT-VALUE})")
  int trades;

  @Option(
      names = "--symbols",
      defaultValue = "10000",
      description = "Symbols whose state is measured (default: ${DEFAULT-VALUE})")
  int symbols;

  @Option(
      names = "--warm-up",
      defaultValue = "160",
      description = "Bars of each of those symbols (default: ${DEFAULT-VALUE})")
  int warmUp;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Slots of the jobs, partitions of the topics (default: ${DEFAULT-VALUE})")
  int parallelism;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs of each; the first warms up (default: ${DEFAULT-VALUE})")
  int runs;

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("strategy-bench");
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster cluster =
            FlinkCluster.start(work.resolve("flink"), parallelism, 0, new Configuration())) {
      if (parts.contains(Part.BARS)) {
        new BarEvaluations(instruments, minutes, parallelism).measure(cluster, runs);
      }
      if (parts.contains(Part.TRADES)) {
        ReplayBench replay = new ReplayBench();
        replay.trades = trades;
        replay.parallelism = parallelism;
        replay.runs = runs;
        replay.bars = List.of("1s", "1m", "5m", "15m", "1h", "4h", "1d");
        replay.parts = List.of(ReplayBench.Part.STRATEGIES);
        replay.backends = List.of("hashmap", "rocksdb");
        replay.measure(cluster, broker);
      }
      if (parts.contains(Part.STATE)) {
        new ManySymbols(symbols, warmUp, parallelism, cluster, broker).measure();
      }
    }
    return 0;
  }
}
