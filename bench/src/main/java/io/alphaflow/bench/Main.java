package io.alphaflow.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs one of the benchmarks and prints its table. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = "Benchmarks of the desk. Nothing else should run on the machine.",
    subcommands = {
      ReplayBench.class,
      BacktestBench.class,
      StrategyBench.class,
      BreakerBench.class,
      LatencyBench.class,
      ClusterLatencyBench.class,
      KillBench.class,
      ExecutionBench.class,
      ImportBench.class,
      IngestBench.class,
      GateBench.class,
      MatchingBench.class,
      ArchiveBench.class,
      QueriesBench.class
    })
public final class Main {

  private Main() {}

  /** Exits with the benchmark's code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
