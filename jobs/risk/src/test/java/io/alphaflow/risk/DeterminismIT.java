package io.alphaflow.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.KafkaOptions;
import io.alphaflow.common.flink.KafkaEndpoints;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.replay.JournalReplay;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsCounts;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One journal with everything in it, read by the whole job from a real broker: whatever the
 * parallelism and the state backend, and although the task manager is lost at a random place, the
 * decisions are those of the plain replay, byte for byte, and so is what is remembered in the end.
 */
@Timeout(120)
class DeterminismIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final int ENTRIES = 800;
  private static final long SEED = System.nanoTime();
  private static final Random RANDOM = new Random(SEED);
  private static final RiskOptions OPTIONS = RandomDesk.options();
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir static Path folder;

  private static KafkaBroker broker;
  private static List<List<byte[]>> journal;
  private static int taskManager;

  private static final SortedMap<String, List<String>> EXPECTED = new TreeMap<>();
  private static final SortedMap<String, String> EXPECTED_HASHES = new TreeMap<>();

  @BeforeAll
  static void begin() throws Exception {
    broker = KafkaBroker.start(folder.resolve("kafka"), 0);
    journal =
        IntStream.range(0, RandomDesk.PARTITIONS)
            .mapToObj(p -> RandomDesk.journal(SEED, p, ENTRIES))
            .toList();
    JournalReplay replay =
        new JournalReplay(OPTIONS, (decision, bytes) -> add(EXPECTED, decision, text(bytes)));
    for (int p = 0; p < RandomDesk.PARTITIONS; p++) {
      for (int i = 0; i < journal.get(p).size(); i++) {
        replay.accept(JournalFixture.record(p, i, journal.get(p).get(i)));
      }
    }
    replay.stateHashes().forEach((p, hash) -> EXPECTED_HASHES.put("partition " + p, hash));
    replay.accountHashes().forEach((a, hash) -> EXPECTED_HASHES.put("account " + a, hash));
  }

  @AfterAll
  static void end() {
    broker.close();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void add(Map<String, List<String>> to, Decision decision, String text) {
    to.computeIfAbsent(decision.account(), a -> new ArrayList<>()).add(text);
  }

  @ParameterizedTest
  @CsvSource({"1, hashmap", "2, hashmap", "4, hashmap", "1, rocksdb", "2, rocksdb", "4, rocksdb"})
  void decisionsAndStateAreThoseOfThePlainReplayAlthoughTheJobCrashes(
      int parallelism, String stateBackend, @InjectMiniCluster MiniCluster flink) throws Exception {
    String prefix = "p" + parallelism + "-" + stateBackend + "-";
    broker.createTopics(
        Map.of(prefix + "journal", RandomDesk.PARTITIONS, prefix + "decisions", parallelism));
    KafkaOptions kafka =
        new KafkaOptions(
            broker.bootstrapServers(), prefix, RandomDesk.PARTITIONS, 1, new Properties());
    StreamExecutionEnvironment env = environment(settings(stateBackend), parallelism);
    // What the gate wants stands in the journal already.
    RiskTopology.build(
        env,
        new RiskTopology.Endpoints(
            KafkaEndpoints.source(kafka, "test", Topics.JOURNAL),
            KafkaEndpoints.sink(kafka, Topics.DECISIONS),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>(),
            new DiscardingSink<>()),
        OPTIONS);
    JobID job = env.executeAsync("determinism").getJobID();

    try (KafkaLogs logs = new KafkaLogs(broker.bootstrapServers(), prefix)) {
      int crash = ENTRIES / 4 + RANDOM.nextInt(ENTRIES / 2);
      write(logs, 0, crash);
      awaitCheckpointOfWhatIsWritten(flink, job);
      write(logs, crash, crash + 50);
      flink.terminateTaskManager(taskManager++).get();
      write(logs, crash + 50, crash + 100);
      flink.startTaskManager();
      write(logs, crash + 100, Integer.MAX_VALUE);

      assertThat(decisions(logs)).as("seed %d, crash at %d", SEED, crash).isEqualTo(EXPECTED);
      await("restored checkpoint", () -> counts(flink, job).getNumberOfRestoredCheckpoints() > 0);
      String savepoint =
          flink
              .stopWithSavepoint(
                  job, folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
              .get();
      assertThat(stateHashes(savepoint, parallelism))
          .as("seed %d, crash at %d", SEED, crash)
          .isEqualTo(EXPECTED_HASHES);
    }
  }

  private static StreamExecutionEnvironment environment(Configuration settings, int parallelism) {
    return StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(parallelism);
  }

  private static Configuration settings(String stateBackend) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(StateBackendOptions.STATE_BACKEND, stateBackend);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return settings;
  }

  /** The partitions in turn. */
  private static void write(KafkaLogs logs, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean any = false;
      for (int p = 0; p < RandomDesk.PARTITIONS; p++) {
        if (i < journal.get(p).size()) {
          logs.write(p, journal.get(p).get(i));
          any = true;
        }
      }
      if (!any) {
        return;
      }
    }
  }

  /** The next checkpoint to end may have begun before; the one after it has not. */
  private static void awaitCheckpointOfWhatIsWritten(MiniCluster flink, JobID job)
      throws Exception {
    long before = counts(flink, job).getNumberOfCompletedCheckpoints();
    await("checkpoints", () -> counts(flink, job).getNumberOfCompletedCheckpoints() >= before + 2);
  }

  /**
   * What Flink counted until some moment of the near past: while it counts, it answers with the
   * counts of the last time that it was asked. So a count is to be awaited, never to be read once.
   */
  private static CheckpointStatsCounts counts(MiniCluster flink, JobID job) throws Exception {
    return flink.getExecutionGraph(job).get().getCheckpointStatsSnapshot().getCounts();
  }

  private static void await(String what, Callable<Boolean> happened) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.call()) {
      assertThat(System.nanoTime()).as("no %s in time", what).isLessThan(deadline);
      Thread.sleep(10);
    }
  }

  /**
   * By account, in the order of the log. One that was written again after the crash must be equal
   * and is counted once.
   */
  private static SortedMap<String, List<String>> decisions(KafkaLogs logs) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int wanted = EXPECTED.values().stream().mapToInt(List::size).sum();
    Map<String, String> byIdentity = new LinkedHashMap<>();
    while (byIdentity.size() < wanted && System.nanoTime() < deadline) {
      Thread.sleep(50);
      byIdentity.clear();
      for (RawRecord in : logs.read(Topics.DECISIONS)) {
        Decision decision = decode(in);
        String text = text(in.value());
        String before =
            byIdentity.putIfAbsent(decision.account() + " " + decision.sequence(), text);
        assertThat(before == null || before.equals(text)).as(text).isTrue();
      }
    }
    SortedMap<String, List<String>> decisions = new TreeMap<>();
    byIdentity.forEach(
        (identity, text) ->
            decisions.computeIfAbsent(identity.split(" ")[0], a -> new ArrayList<>()).add(text));
    return decisions;
  }

  private static Decision decode(RawRecord in) throws CodecException {
    return Topics.DECISIONS.codec().decode(in.value());
  }

  /** Reads the gates of a savepoint with a job whose operator has the gate's place. */
  private static SortedMap<String, String> stateHashes(String savepoint, int parallelism)
      throws Exception {
    Configuration settings = settings("hashmap");
    settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    settings.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    SortedMap<String, String> hashes = new TreeMap<>();
    try (CloseableIterator<String> found =
        environment(settings, parallelism)
            .fromSequence(0, RandomDesk.PARTITIONS - 1)
            .map(p -> JournalFixture.record(p.intValue(), 0, new byte[0]))
            .returns(TypeInformation.of(RawRecord.class))
            .keyBy(RawRecord::partition, Types.INT)
            .transform("hashes", Types.STRING, new StateHashes())
            .uid("gate")
            .setMaxParallelism(RiskTopology.MAX_PARALLELISM)
            .executeAndCollect()) {
      found.forEachRemaining(
          hash ->
              hashes.put(
                  hash.substring(0, hash.indexOf(": ")), hash.substring(hash.indexOf(": ") + 2)));
    }
    return hashes;
  }

  /** Says the hashes of what the gate's operator stored. */
  private static final class StateHashes
      extends KeyedStateOperator<Integer, RawRecord, String, byte[]> {
    private static final long serialVersionUID = 1L;

    @Override
    protected byte[] create(Integer partition) {
      throw new IllegalStateException("no state of partition " + partition);
    }

    @Override
    protected byte[] encode(byte[] machine) {
      return machine;
    }

    @Override
    protected byte[] decode(byte[] bytes) {
      return bytes;
    }

    @Override
    protected void process(byte[] machine, RawRecord in) {
      emit("partition " + in.partition() + ": " + Sha256.hex(machine));
      Gate gate = Gate.decode(OPTIONS, machine);
      gate.accounts().forEach(a -> emit("account " + a + ": " + gate.stateHash(a)));
    }
  }
}
