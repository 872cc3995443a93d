package io.alphaflow.bench;

import io.alphaflow.risk.RiskOptions;
import io.alphaflow.runtime.FlinkCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The risk gate: entries per second as plain Java and as a Flink job, and what the job adds. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "The risk gate with all controls: journal entries per second, as plain Java and as a job,",
      "and the time from a journal record to its decision"
    })
final class GateBench implements Callable<Integer> {

  /** What is measured. */
  enum Part {
    /** The state machine alone. */
    PLAIN,
    /** A Flink job. */
    JOB
  }

  @Option(
      names = "--part",
      defaultValue = "PLAIN,JOB",
      split = ",",
      description = "What is measured: ${COMPLETION-CANDIDATES} (default: all)")
  List<Part> parts;

  @Option(
      names = "--accounts",
      defaultValue = "100",
      split = ",",
      description = "Accounts of the desk (default: ${DEFAULT-VALUE})")
  List<Integer> accounts;

  @Option(
      names = "--entries",
      defaultValue = "600000",
      description = "Journal entries (default: ${DEFAULT-VALUE})")
  int entries;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Slots of the job (default: ${DEFAULT-VALUE})")
  int parallelism;

  @Option(
      names = "--runs",
      defaultValue = "4",
      description = "Runs of each; the first warms up (default: ${DEFAULT-VALUE})")
  int runs;

  @Override
  public Integer call() throws Exception {
    for (int of : accounts) {
      throughput(of);
    }
    return 0;
  }

  private void throughput(int of) throws Exception {
    RiskOptions options = RiskOptions.read(GateDesk.config(of, "none:1"), Map.of());
    GateLoad load = GateLoad.write(of, entries / GateDesk.PARTITIONS, options);
    System.out.printf(
        Locale.ROOT,
        "%n%d accounts, %d instruments, %d partitions; %,d entries: %s; %,d decisions, %,d of them"
            + " approve (digest %s)%n%n"
            + "| | run | seconds | entries/s | decisions | CPU s | entries/s and core |%n"
            + "|---|---|---|---|---|---|---|%n",
        of,
        GateDesk.INSTRUMENTS,
        GateDesk.PARTITIONS,
        load.entries(),
        load.mix(),
        load.decisions(),
        load.approved(),
        load.digest());
    GateThroughput throughput = new GateThroughput(load, options);
    if (parts.contains(Part.PLAIN)) {
      for (int run = 1; run <= runs; run++) {
        throughput.row("plain, decoded entries", run, throughput.decoded());
      }
      for (int run = 1; run <= runs; run++) {
        throughput.row("plain, from JSON", run, GateThroughput.process(throughput::fromJson));
      }
    }
    if (parts.contains(Part.JOB)) {
      Path work = Files.createTempDirectory("gate-bench");
      try (FlinkCluster cluster =
          FlinkCluster.start(work.resolve("flink"), parallelism, 0, new Configuration())) {
        for (int run = 1; run <= runs; run++) {
          throughput.row(
              "Flink, heap, from memory, " + parallelism + " slots",
              run,
              GateThroughput.process(() -> throughput.jobFromMemory(cluster, parallelism)));
        }
      }
    }
  }
}
