package io.alphaflow.bench;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
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
    JOB,
    /** The time that the job adds, and that alerts take. */
    LATENCY
  }

  @Option(
      names = "--part",
      defaultValue = "PLAIN,JOB,LATENCY",
      split = ",",
      description = "What is measured: ${COMPLETION-CANDIDATES} (default: all)")
  List<Part> parts;

  @Option(
      names = "--accounts",
      defaultValue = "100,1000",
      split = ",",
      description =
          "Accounts of the desk; the job and its latency are measured with the first number"
              + " (default: ${DEFAULT-VALUE})")
  List<Integer> accounts;

  @Option(
      names = "--entries",
      defaultValue = "800000",
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

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Entries per second of the latency part (default: ${DEFAULT-VALUE})")
  int rate;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long the latency part is (default: ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "60",
      description = "Seconds before, that do not count (default: ${DEFAULT-VALUE})")
  int warmUp;

  @Option(
      names = "--checkpoint",
      defaultValue = "10",
      description = "Seconds between its checkpoints (default: ${DEFAULT-VALUE})")
  int checkpoint;

  @Override
  public Integer call() throws Exception {
    if (parts.contains(Part.PLAIN)) {
      for (int of : accounts) {
        plain(of);
      }
    }
    if (parts.contains(Part.JOB)) {
      withKafka(this::job);
    }
    if (parts.contains(Part.LATENCY)) {
      withKafka(this::latency);
    }
    return 0;
  }

  private static RiskOptions options(int of) {
    return RiskOptions.read(GateDesk.config(of, "none:1"), Map.of());
  }

  private static GateLoad load(int of, int count) {
    return GateLoad.write(of, count / GateDesk.PARTITIONS, options(of));
  }

  /** Writes a journal and prints what it is and the head of the table. */
  private GateThroughput throughput(int of) {
    GateLoad load = load(of, entries);
    System.out.printf(
        Locale.ROOT,
        "%n%,d accounts, %d instruments, %d partitions; %,d entries: %s; %,d decisions, %,d of them"
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
    return new GateThroughput(load, options(of));
  }

  private void plain(int of) throws Exception {
    GateThroughput throughput = throughput(of);
    for (int run = 1; run <= runs; run++) {
      throughput.row("plain, decoded entries", run, throughput.decoded());
    }
    for (int run = 1; run <= runs; run++) {
      throughput.row("plain, from JSON", run, GateThroughput.process(throughput::fromJson));
    }
  }

  /** Something that needs a broker and a cluster. */
  private interface Measured {
    void measure(KafkaOptions kafka, FlinkCluster cluster) throws Exception;
  }

  private void withKafka(Measured measured) throws Exception {
    Path work = Files.createTempDirectory("gate-bench");
    Map<String, Integer> topics =
        Map.of(
            Topics.JOURNAL.name(),
            GateDesk.PARTITIONS,
            Topics.DECISIONS.name(),
            GateDesk.PARTITIONS,
            Topics.DECISION_READINGS.name(),
            GateDesk.PARTITIONS,
            Topics.ALERTS.name(),
            1,
            Topics.DEAD_LETTERS.name(),
            1);
    Map<String, Map<String, String>> configs = new HashMap<>();
    topics.keySet().forEach(t -> configs.put(t, Map.of("message.timestamp.type", "LogAppendTime")));
    try (KafkaBroker broker = KafkaBroker.start(work.resolve("kafka"), 0);
        FlinkCluster cluster =
            FlinkCluster.start(work.resolve("flink"), parallelism, 0, new Configuration())) {
      broker.createTopics(topics, configs);
      String servers = broker.bootstrapServers();
      measured.measure(
          new KafkaOptions(servers, "", GateDesk.PARTITIONS, 1, new Properties()), cluster);
    }
  }

  private void job(KafkaOptions kafka, FlinkCluster cluster) throws Exception {
    GateThroughput throughput = throughput(accounts.get(0));
    for (int run = 1; run <= runs; run++) {
      throughput.row(
          "Flink, heap, from memory, " + parallelism + " slots",
          run,
          GateThroughput.process(() -> throughput.jobFromMemory(cluster, parallelism)));
    }
    throughput.fill(kafka);
    for (int run = 1; run <= runs; run++) {
      throughput.row(
          "Flink, heap, from Kafka, " + parallelism + " slots",
          run,
          GateThroughput.process(() -> throughput.jobFromKafka(cluster, parallelism, kafka)));
    }
  }

  private void latency(KafkaOptions kafka, FlinkCluster cluster) throws Exception {
    int of = accounts.get(0);
    new GateLatency(
            load(of, rate * (seconds + warmUp)),
            new GateBreaches(of, rate),
            options(of + seconds + warmUp),
            kafka,
            new GateLatency.Plan(rate, warmUp, parallelism, checkpoint))
        .measure(cluster);
  }
}
