package io.alphaflow.risk;

import static io.alphaflow.risk.DeskFixture.ACCOUNT;
import static io.alphaflow.risk.DeskFixture.ELSEWHERE;
import static io.alphaflow.risk.DeskFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.CommandAction;
import io.alphaflow.common.model.DeadLetter;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.Outcome;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.common.topic.Topic;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.replay.JournalReplay;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job over a real broker, with its task manager lost in the middle. */
@Timeout(120)
class RiskIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final String[] ACCOUNTS = {ELSEWHERE, ACCOUNT};
  private static final int BURST = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final JournalFixture[] writers = {new JournalFixture(), new JournalFixture()};
  private KafkaLogs logs;

  private static int lostTaskManagers;

  private static DeskConfig config(String bootstrapServers) {
    return DeskConfig.parse(
        "test.yaml",
        """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 2}
        venue:
          {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x", symbols: [BTC/USD]}
        accounts:
          - {id: main, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}
          - {id: second, currency: USD, apiKey: "${env:K}", secret: "${env:S}"}
        risk:
          limits:
            default:
              maxOrderValue: 5000
              maxOrderQuantity: 10
              maxPosition: 100
              maxPositionValue: 20000
              maxDailyLoss: 10000
              maxGrossExposure: 1000000
              maxPositionShare: off
              maxConcentration: off
              maxLeverage: off
              orderToFill: off
              maxMarkJump: off
              maxPositionsPerSymbol: off
              maxDrawdownShare: off
              maxMarkAge: 10s
              duplicateWindow: 60s
              ordersPerStrategy: {burst: 50, per: 60s}
              ordersPerAccount: {burst: 50, per: 60s}
          permissions: [{}]
          breakers:
            default:
              {orderVelocity: {count: %d, within: 10s}, repeatedExecution: off, losingStreak: off,
               rejectStorm: off, priceShock: off}
          operators: [{person: rita, role: risk, publicKey: "%s"}]
        """
            .formatted(bootstrapServers, BURST, DeskFixture.publicKeyOf("rita")));
  }

  private static StreamExecutionEnvironment environment(String stateBackend) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(StateBackendOptions.STATE_BACKEND, stateBackend);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(150));
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(2);
  }

  private static <T> T decode(Topic<T> topic, RawRecord in) {
    try {
      return topic.codec().decode(in.value());
    } catch (CodecException e) {
      throw new AssertionError(e);
    }
  }

  private <T> T await(Topic<T> topic, Predicate<T> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<RawRecord> records = logs.read(topic);
      for (RawRecord in : records) {
        T value = decode(topic, in);
        if (wanted.test(value)) {
          return value;
        }
      }
      if (System.nanoTime() > deadline) {
        int last = Math.max(0, records.size() - 10);
        throw new AssertionError(
            "not found in "
                + topic.name()
                + ", which ends with "
                + records.subList(last, records.size()).stream()
                    .map(in -> "\n" + new String(in.value(), StandardCharsets.UTF_8))
                    .toList());
      }
      Thread.sleep(20);
    }
  }

  private void open() {
    for (int p = 0; p < ACCOUNTS.length; p++) {
      assertThat(DeskFixture.partition(ACCOUNTS[p])).isEqualTo(p);
      logs.write(p, writers[p].instrument(true));
      logs.write(p, writers[p].mark("100", 1_000 * SECOND));
      logs.write(p, writers[p].account(ACCOUNTS[p], "9000", "5"));
    }
  }

  /** A signal each three seconds of market time; too slow for the breaker. */
  private void trade(int from, int to) {
    for (int i = from; i <= to; i++) {
      for (int p = 0; p < ACCOUNTS.length; p++) {
        mark(p, 1_000 + 3 * i);
        Side side = i % 3 == 0 ? Side.SELL : Side.BUY;
        logs.write(p, writers[p].market(ACCOUNTS[p], side, "0.5" + i));
      }
    }
  }

  private void mark(int partition, long seconds) {
    logs.write(
        partition, writers[partition].mark(Long.toString(90 + seconds % 20), seconds * SECOND));
  }

  private static Predicate<Decision> decision(String account, long sequence) {
    return d -> d.account().equals(account) && d.sequence() == sequence;
  }

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void decidesLikeThePlainReplayAlthoughItsTaskManagerIsLost(
      String stateBackend, @InjectMiniCluster MiniCluster flink) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(folder, 0);
        KafkaLogs kafka = new KafkaLogs(broker.bootstrapServers())) {
      logs = kafka;
      broker.createTopics(
          Map.of(
              "journal",
              2,
              "decisions",
              2,
              "decision-readings",
              2,
              "alerts",
              1,
              "dead-letters",
              1));
      DeskConfig config = config(broker.bootstrapServers());
      StreamExecutionEnvironment env = environment(stateBackend);
      RiskJob.configure(env, config);
      JobID job = env.executeAsync(RiskJob.NAME).getJobID();

      try {
        open();
        trade(1, 30);
        await(Topics.DECISIONS, decision(ACCOUNT, 25));
        flink.terminateTaskManager(lostTaskManagers++).get();
        trade(31, 50);
        flink.startTaskManager();
        trade(51, 60);
        await(Topics.DECISIONS, decision(ACCOUNT, 60));
        await(Topics.DECISIONS, decision(ELSEWHERE, 60));
        assertThat(flink.getExecutionGraph(job).get().getStatusTimestamp(JobStatus.RESTARTING))
            .as("the job was restarted")
            .isPositive();

        Decision exit = stopFiresWhileTheTaskManagerIsLost(flink);
        breakerHalts();
        forgedCommandIsRefused();
        assertThat(recorded()).isEqualTo(replayed(RiskOptions.read(config)));
        assertThat(exitOrders()).containsExactly(exit.approvedOrder().orElseThrow());
      } finally {
        flink.cancelJob(job).get();
      }
    }
  }

  /** It was bought before, the price falls meanwhile, and the exit must be made once. */
  private Decision stopFiresWhileTheTaskManagerIsLost(MiniCluster flink) throws Exception {
    Protection stop = new Protection(Fixed8.of(80), 0, 0);
    mark(0, 1_990);
    logs.write(0, writers[0].protectedBuy("guarded", ELSEWHERE, "0.7", stop));
    Decision entry = await(Topics.DECISIONS, decision(ELSEWHERE, 61));
    logs.write(0, writers[0].fill(entry, "100"));
    flink.terminateTaskManager(lostTaskManagers++).get();
    for (String price : List.of("81", "79", "78", "85")) {
      logs.write(0, writers[0].mark(price, 1_991 * SECOND));
    }
    flink.startTaskManager();
    Decision exit = await(Topics.DECISIONS, decision(ELSEWHERE, 62));
    assertThat(exit.signalOrigin()).isEqualTo(SignalOrigin.PROTECTION);
    assertThat(exit.approvedOrder().orElseThrow().quantity()).isEqualTo(Fixed8.parse("0.7"));
    logs.write(0, writers[0].fill(exit, "78"));
    logs.write(0, writers[0].mark("70", 1_992 * SECOND));
    return exit;
  }

  /** A decision that is written again after a failure is the same order. */
  private Set<OrderIntent> exitOrders() {
    return logs.read(Topics.DECISIONS).stream()
        .map(in -> decode(Topics.DECISIONS, in))
        .filter(d -> d.signalOrigin() == SignalOrigin.PROTECTION)
        .map(d -> d.approvedOrder().orElseThrow())
        .collect(Collectors.toSet());
  }

  /** Nothing is written between the burst and the trip: it must not wait for a later event. */
  private void breakerHalts() throws InterruptedException {
    mark(1, 2_000);
    for (int i = 1; i <= BURST; i++) {
      logs.write(1, writers[1].market(ACCOUNT, Side.BUY, "0.2" + i));
    }
    for (int i = 1; i <= BURST; i++) {
      Decision decision = await(Topics.DECISIONS, decision(ACCOUNT, 60 + i));
      assertThat(decision.violations()).isEmpty();
    }
    BreakerTrip trip = (BreakerTrip) await(Topics.JOURNAL, entry -> entry instanceof BreakerTrip);
    assertThat(trip.level().account()).isEqualTo(ACCOUNT);
    assertThat(trip.sequence()).isEqualTo(trip.time());
    assertThat(trip.evidence()).startsWith(BURST + " orders approved");

    logs.write(1, writers[1].market(ACCOUNT, Side.BUY, "0.3"));
    Decision unsent = await(Topics.DECISIONS, decision(ACCOUNT, 60 + BURST + 1));
    assertThat(unsent.outcome()).isEqualTo(Outcome.CANCEL);
    Decision halted = await(Topics.DECISIONS, decision(ACCOUNT, 60 + BURST + 2));
    assertThat(halted.violations()).extracting(Violation::code).containsExactly("ORDER_VELOCITY");
    await(Topics.ALERTS, alert -> alert.code().equals("BREAKER_TRIPPED"));
  }

  private void forgedCommandIsRefused() throws InterruptedException {
    logs.write(1, DeskFixture.command("mallory", 1, ACCOUNT, CommandAction.RESUME));
    Alert alert = await(Topics.ALERTS, a -> a.code().equals("COMMAND_REFUSED"));
    assertThat(alert.message()).contains("\"mallory\" is not among the operators");
    DeadLetter letter = await(Topics.DEAD_LETTERS, d -> d.code().equals("COMMAND_REFUSED"));
    assertThat(letter.partition()).isEqualTo(1);

    logs.write(1, writers[1].market(ACCOUNT, Side.BUY, "0.4"));
    Decision still = await(Topics.DECISIONS, decision(ACCOUNT, 60 + BURST + 3));
    assertThat(still.violations()).extracting(Violation::code).containsExactly("ORDER_VELOCITY");
  }

  /** Decisions by identity; one that was written again after the failure must be equal. */
  private Map<String, String> recorded() {
    Map<String, String> recorded = new TreeMap<>();
    for (RawRecord in : logs.read(Topics.DECISIONS)) {
      String text = new String(in.value(), StandardCharsets.UTF_8);
      String before = recorded.put(decode(Topics.DECISIONS, in).id(), text);
      assertThat(before == null || before.equals(text)).as(text).isTrue();
    }
    return recorded;
  }

  private Map<String, String> replayed(RiskOptions options) {
    Map<String, String> replayed = new TreeMap<>();
    JournalReplay replay =
        new JournalReplay(
            options, (d, bytes) -> replayed.put(d.id(), new String(bytes, StandardCharsets.UTF_8)));
    logs.read(Topics.JOURNAL).forEach(replay::accept);
    assertThat(replay.exitDifferences()).isEmpty();
    assertThat(replayed).hasSize(2 * 60 + 2 + BURST + 3);
    return replayed;
  }
}
