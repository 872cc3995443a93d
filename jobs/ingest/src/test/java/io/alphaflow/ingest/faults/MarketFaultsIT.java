package io.alphaflow.ingest.faults;

import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
 * Market data that loses nothing: whatever goes wrong between the exchange and the job, and however
 * often the job crashes, the trade log has the exchange's own ledger. {@code
 * -Dalphaflow.fault.seeds} says how many cases, {@code -Dalphaflow.fault.firstSeed} where they
 * begin. {@code docs/faults.md} describes what is checked.
 */
class MarketFaultsIT {

  private static final CaseReport TOTAL = new CaseReport();

  @TempDir static Path work;

  private static KafkaBroker broker;
  private static FlinkCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    broker = KafkaBroker.start(work.resolve("kafka"), 0);
    Configuration overlay = new Configuration();
    overlay.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
    overlay.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    overlay.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1_000);
    overlay.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
    cluster = FlinkCluster.start(work.resolve("flink"), 2, 0, overlay);
  }

  @AfterAll
  static void stop() {
    System.out.println("MarketFaultsIT total seeds=" + TOTAL.cases() + " " + TOTAL);
    if (cluster != null) {
      cluster.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  static LongStream seeds() {
    long first = Long.getLong("alphaflow.fault.firstSeed", 1);
    return LongStream.range(first, first + Long.getLong("alphaflow.fault.seeds", 6));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Timeout(180)
  void logHasTheLedgerOfTheExchange(long seed) throws Exception {
    FaultCase which = FaultCase.of(seed);
    CaseOutcome outcome = null;
    try {
      CaseRun run = new CaseRun(which, broker, cluster);
      outcome = run.run();
      TradeLogCheck trades = TradeLogCheck.of(which, outcome);
      BarCheck.Result bars = BarCheck.check(outcome, trades, run.options().bars());
      QuoteCheck.check(outcome);
      ExplainedCheck.check(which, outcome, trades);
      CaseReport report = CaseReport.of(outcome, trades, bars);
      TOTAL.add(report);
      System.out.println("MarketFaultsIT seed=" + seed + " " + report);
      if (Boolean.getBoolean("alphaflow.fault.logs")) {
        write(outcome, seed);
      }
    } catch (AssertionError | Exception e) {
      System.out.println("MarketFaultsIT failed, " + which + e);
      if (outcome != null) {
        write(outcome, seed);
      }
      throw e;
    }
  }

  private static void write(CaseOutcome outcome, long seed) throws IOException {
    System.out.println("the logs are in " + outcome.write(Path.of("target", "faults"), seed));
  }
}
