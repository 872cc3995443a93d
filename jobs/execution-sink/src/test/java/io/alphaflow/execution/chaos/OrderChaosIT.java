package io.alphaflow.execution.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Orders that are sent once and never lost: whatever goes wrong at the venue and on the way, and
 * whatever crashes of the desk. {@code -Dalphaflow.chaos.seeds} says how many cases, {@code
 * -Dalphaflow.chaos.firstSeed} where they begin, {@code -Dalphaflow.chaos.parallel} how many run
 * side by side. {@code docs/faults.md} describes what is checked.
 */
class OrderChaosIT {

  private static final SortedMap<String, Long> TOTAL = new TreeMap<>();
  private static final Map<Long, Future<CaseOutcome>> RUNS = new ConcurrentHashMap<>();
  private static final int PARALLEL = Integer.getInteger("alphaflow.chaos.parallel", 4);
  private static final Path LOGS = Path.of("target", "chaos");

  @TempDir static Path work;

  private static KafkaBroker broker;
  private static FlinkCluster cluster;
  private static ExecutorService pool;
  private static int cases;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Configuration overlay = new Configuration();
    overlay.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    overlay.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    overlay.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
    overlay.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    cluster = FlinkCluster.start(work.resolve("flink"), 2 * PARALLEL, 0, overlay);
    pool = Executors.newFixedThreadPool(PARALLEL);
    seeds().forEach(seed -> RUNS.put(seed, pool.submit(() -> run(seed))));
  }

  @AfterAll
  static void stop() {
    System.out.println("OrderChaosIT total seeds=" + cases + " " + CaseOutcome.text(TOTAL));
    if (pool != null) {
      pool.shutdownNow();
    }
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  static LongStream seeds() {
    long first = Long.getLong("alphaflow.chaos.firstSeed", 1);
    return LongStream.range(first, first + Long.getLong("alphaflow.chaos.seeds", 25));
  }

  private static CaseOutcome run(long seed) throws Exception {
    ChaosCase which = ChaosCase.of(seed);
    CaseRun run = new CaseRun(which, work.resolve("seed-" + seed), broker, cluster);
    CaseOutcome outcome = null;
    try {
      outcome = run.run();
      return outcome;
    } finally {
      boolean failed = outcome == null || !outcome.problems().isEmpty();
      if (failed) {
        System.out.println("OrderChaosIT failed, " + which);
      }
      if (outcome != null) {
        outcome.stories().forEach(System.out::println);
      }
      if (run.evidence() != null && (failed || Boolean.getBoolean("alphaflow.chaos.logs"))) {
        System.out.println(
            "the logs are in " + CaseOutcome.write(run.evidence(), which.toString(), LOGS, seed));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Timeout(600)
  void ordersAreSentOnceAndNoneIsLost(long seed) throws Exception {
    CaseOutcome outcome;
    try {
      outcome = RUNS.remove(seed).get();
    } catch (ExecutionException e) {
      throw new AssertionError("seed " + seed + " did not run to its end", e.getCause());
    }
    cases++;
    outcome.counts().forEach((name, count) -> TOTAL.merge(name, count, Long::sum));
    System.out.println(
        "OrderChaosIT seed="
            + seed
            + " "
            + CaseOutcome.text(outcome.counts())
            + " millis="
            + outcome.millis());
    assertThat(outcome.problems()).as(ChaosCase.of(seed).toString()).isEmpty();
  }
}
