package io.alphaflow.risk.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.RunMode;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.DeskFixture;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.NaiveBreakers;
import io.alphaflow.risk.breaker.NaiveBreakers.Found;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.breaker.RandomBreakerEvents;
import io.alphaflow.risk.gate.BreakerEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same events give the same trips, however the job is run, and they are the right ones. */
@Timeout(180)
class BreakersReplayIT {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final int PARTITIONS = 4;
  private static final int EVENTS = 1_500;
  private static final long SEED = 20_240_611;
  private static final BreakerOptions BREAKERS = breakers();

  private static final Comparator<Found> ORDER =
      Comparator.comparingLong(Found::time).thenComparing(Found::breaker);

  @TempDir Path folder;

  /** Some accounts and one instrument have rules of their own. */
  private static BreakerOptions breakers() {
    Map<CountBreaker, CountRule> counts =
        Map.of(
            CountBreaker.ORDER_VELOCITY, new CountRule(5, 1_000_000, CountRule.MANUAL),
            CountBreaker.REPEATED_EXECUTION, new CountRule(4, 3_000_000, CountRule.MANUAL),
            CountBreaker.LOSING_STREAK, new CountRule(3, 10_000_000, 60_000_000),
            CountBreaker.REJECT_STORM, new CountRule(2, 500_000, CountRule.MANUAL));
    Map<CountBreaker, CountRule> others =
        Map.of(
            CountBreaker.ORDER_VELOCITY, new CountRule(3, 500_000, 1_000_000),
            CountBreaker.LOSING_STREAK, new CountRule(4, 20_000_000, CountRule.MANUAL));
    return new BreakerOptions(
        counts,
        Map.of(
            RandomBreakerEvents.accounts(0, PARTITIONS).get(0),
            others,
            RandomBreakerEvents.accounts(2, PARTITIONS).get(1),
            others),
        new PriceShockRule(Fixed8.parse("0.03"), 1_500_000, 5_000_000),
        Map.of(
            "sim:ETH/USD", new PriceShockRule(Fixed8.parse("0.05"), 3_000_000, CountRule.MANUAL)));
  }

  private static List<Found> expected(int partition, BreakerOptions options) {
    List<BreakerEvent> events = RandomBreakerEvents.of(SEED, partition, PARTITIONS, EVENTS);
    return NaiveBreakers.find(events, options).stream().sorted(ORDER).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void tripsAreThoseOfThePlainReferenceAtAnyParallelism(int parallelism) throws Exception {
    List<Found> expected =
        IntStream.range(0, PARTITIONS)
            .mapToObj(p -> expected(p, BREAKERS))
            .flatMap(List::stream)
            .toList();
    assertThat(expected).extracting(Found::breaker).contains("price-shock-up", "price-shock-down");
    for (CountBreaker breaker : CountBreaker.values()) {
      assertThat(expected)
          .filteredOn(f -> f.breaker().equals(breaker.title()))
          .hasSizeGreaterThan(20);
    }
    assertThat(found(run(settings("hashmap"), parallelism, BREAKERS, false)))
        .as("seed %d", SEED)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, hashmap", "4, hashmap", "2, rocksdb"})
  void aCrashInTheMiddleChangesNothing(int parallelism, String stateBackend) throws Exception {
    List<LogWrite> undisturbed = run(settings("hashmap"), parallelism, BREAKERS, false);
    List<LogWrite> disturbed = run(settings(stateBackend), parallelism, BREAKERS, true);
    assertThat(Crash.DONE).isTrue();
    assertThat(texts(disturbed)).containsExactlyInAnyOrderElementsOf(texts(undisturbed));
  }

  /** With other parameters a pattern has other states, and could not go on from the old ones. */
  @Test
  void aBreakerWithOtherParametersBeginsAnewAndTheOthersGoOn() throws Exception {
    Configuration settings = settings("hashmap");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    assertThatThrownBy(() -> run(settings, 1, BREAKERS, true)).hasStackTraceContaining("crash");
    Map<CountBreaker, CountRule> counts = new EnumMap<>(BREAKERS.counts());
    counts.put(CountBreaker.ORDER_VELOCITY, new CountRule(4, 1_000_000, CountRule.MANUAL));
    BreakerOptions changed =
        new BreakerOptions(
            counts, BREAKERS.accounts(), BREAKERS.priceShock(), BREAKERS.instruments());
    Configuration restored = settings("hashmap");
    restored.set(StateRecoveryOptions.SAVEPOINT_PATH, newestCheckpoint());
    restored.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    List<Found> after = found(run(restored, 1, changed, false));
    // The checkpoint is somewhere in the first partition; the last was read after it only.
    assertThat(ofPartition(PARTITIONS - 1, after)).isEqualTo(expected(PARTITIONS - 1, changed));
    List<Found> wentOn = withoutVelocity(ofPartition(0, after));
    assertThat(wentOn).hasSizeGreaterThan(20);
    assertThat(withoutVelocity(expected(0, changed))).endsWith(wentOn.toArray(Found[]::new));
  }

  private static List<Found> withoutVelocity(List<Found> trips) {
    return trips.stream()
        .filter(trip -> !trip.breaker().equals(CountBreaker.ORDER_VELOCITY.title()))
        .toList();
  }

  private static List<Found> ofPartition(int partition, List<Found> trips) {
    return trips.stream().filter(trip -> trip.partition() == partition).sorted(ORDER).toList();
  }

  private String newestCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparingInt(BreakersReplayIT::number))
          .orElseThrow()
          .toString();
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().substring("chk-".length()));
  }

  private Configuration settings(String stateBackend) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    settings.set(StateBackendOptions.STATE_BACKEND, stateBackend);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    return settings;
  }

  private static List<LogWrite> run(
      Configuration settings, int parallelism, BreakerOptions options, boolean crash)
      throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(settings).setParallelism(parallelism);
    Crash.DONE.set(!crash);
    // Each reader has a range of its own: whole partitions, in order.
    DataStream<BreakerEvent> events =
        env.fromSource(
                new NumberSequenceSource(0, (long) PARTITIONS * EVENTS - 1),
                WatermarkStrategy.noWatermarks(),
                "numbers")
            .uid("numbers")
            .map(new ToEvent())
            .returns(BreakerEvent.class)
            .uid("events")
            .map(new Crash())
            .returns(BreakerEvent.class)
            .uid("crash");
    Breakers breakers = Breakers.watch(events, options(options));
    CloseableIterator<?> late = breakers.alerts().collectAsync();
    List<LogWrite> trips = new ArrayList<>();
    try (CloseableIterator<LogWrite> found = breakers.trips().collectAsync()) {
      env.executeAsync();
      found.forEachRemaining(trips::add);
      assertThat(late).isExhausted();
    }
    return trips;
  }

  private static RiskOptions options(BreakerOptions breakers) {
    RiskOptions fixture = new DeskFixture().withBreakers(breakers).options();
    return new RiskOptions(
        fixture.desk(),
        RunMode.PAPER,
        PARTITIONS,
        fixture.currencies(),
        fixture.limits(),
        fixture.permissions(),
        fixture.tradingHours(),
        fixture.volatility(),
        fixture.collar(),
        fixture.takerFeeRate(),
        fixture.breakers(),
        fixture.operators());
  }

  /** The gate takes two entries of one identity for one. */
  private static List<Found> found(List<LogWrite> writes) {
    assertThat(writes)
        .extracting(
            write -> {
              BreakerTrip trip = BreakerHarness.trip(write);
              return write.partition() + " " + trip.producer() + " #" + trip.sequence();
            })
        .doesNotHaveDuplicates();
    return writes.stream()
        .map(
            write -> {
              BreakerTrip trip = BreakerHarness.trip(write);
              assertThat(trip.sequence()).isEqualTo(trip.time());
              return new Found(
                  write.partition(), trip.breaker(), trip.level(), trip.time(), trip.cooldown());
            })
        .toList();
  }

  private static List<String> texts(List<LogWrite> writes) {
    return writes.stream()
        .map(
            w ->
                w.partition() + " " + w.key() + " " + new String(w.value(), StandardCharsets.UTF_8))
        .toList();
  }

  private static final class ToEvent extends RichMapFunction<Long, BreakerEvent> {
    private static final long serialVersionUID = 1L;
    private transient List<List<BreakerEvent>> events;

    @Override
    public void open(OpenContext context) {
      events =
          IntStream.range(0, PARTITIONS)
              .mapToObj(p -> RandomBreakerEvents.of(SEED, p, PARTITIONS, EVENTS))
              .toList();
    }

    @Override
    public BreakerEvent map(Long number) {
      return events.get((int) (number / EVENTS)).get((int) (number % EVENTS));
    }
  }

  /** Fails once, some events after a checkpoint that holds matches under way. */
  private static final class Crash extends RichMapFunction<BreakerEvent, BreakerEvent>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;

    static final AtomicBoolean DONE = new AtomicBoolean();

    private transient int seen;
    private transient int seenAtCheckpoint;

    @Override
    public BreakerEvent map(BreakerEvent event) throws InterruptedException {
      seen++;
      if (!DONE.get() && seen > EVENTS / 3) {
        // A checkpoint must come before the events end.
        Thread.sleep(seen < EVENTS / 2 ? 1 : 20);
        if (seenAtCheckpoint > EVENTS / 3 && seen > seenAtCheckpoint + 50) {
          DONE.set(true);
          throw new IllegalStateException("crash, as the test wants it");
        }
      }
      return event;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      seenAtCheckpoint = seenAtCheckpoint == 0 && seen > EVENTS / 3 ? seen : seenAtCheckpoint;
    }
  }
}
