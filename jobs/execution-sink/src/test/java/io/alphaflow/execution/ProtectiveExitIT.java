package io.alphaflow.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.replay.JournalReplay;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.simulator.matching.OrderState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gate and the execution job on the simulated exchange: what was bought is sold by its stop.
 */
@Timeout(120)
class ProtectiveExitIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String BTC = "sim:BTC/USD";

  @TempDir Path folder;

  private long marks;

  private static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private static JobID submit(
      FlinkCluster cluster,
      DeskConfig config,
      BiConsumer<StreamExecutionEnvironment, DeskConfig> configure,
      String checkpoint) {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    StreamExecutionEnvironment env = cluster.environment(settings);
    env.setParallelism(1);
    configure.accept(env, config);
    JobID job = checkpoint == null ? cluster.submit(env) : cluster.submit(env, checkpoint);
    cluster.awaitRunning(job, PATIENCE);
    return job;
  }

  private static Instrument instrument() {
    return new Instrument(
        BTC,
        1,
        "BTCUSD",
        "BTC",
        "USD",
        Fixed8.parse("0.01"),
        0,
        0,
        Fixed8.parse("0.0001"),
        Fixed8.parse("0.0001"),
        Fixed8.of(1_000),
        Fixed8.of(1),
        true,
        0);
  }

  private Mark mark(long price) {
    marks++;
    long time = DeskOnSimulator.START_MICROS + marks * 1_000_000;
    return new Mark(BTC, marks, Fixed8.of(price), marks, time);
  }

  private static Signal protectedBuy() {
    return new Signal(
        "sma",
        "main",
        BTC,
        1,
        DeskOnSimulator.START_MICROS,
        Side.BUY,
        SizingMode.BASE_QUANTITY,
        Fixed8.parse("1.5"),
        OrderType.MARKET,
        0,
        1,
        "cross-up",
        1,
        Map.of(),
        new Protection(Fixed8.of(95), 0, 0),
        SignalOrigin.STRATEGY);
  }

  private static List<OrderState> ended(DeskOnSimulator desk) {
    return desk.exchange.ledger().orders().stream().filter(o -> !o.status().isOpen()).toList();
  }

  private static long reports(DeskOnSimulator desk) {
    return desk.journal().stream()
        .filter(entry -> entry instanceof ExecutionReport report && report.last())
        .count();
  }

  @Test
  void stopSellsAtTheVenueWhatWasBoughtOnceAlthoughTheGateWasDownWhenThePriceFell()
      throws Exception {
    try (DeskOnSimulator desk = new DeskOnSimulator(folder);
        FlinkCluster cluster =
            FlinkCluster.start(folder.resolve("flink"), 2, 0, new Configuration())) {
      JobID execution = submit(cluster, desk.config, ExecutionSinkJob::configure, null);
      until(
          "the balances are written",
          () -> desk.journal().stream().anyMatch(AccountSnapshot.class::isInstance));
      JobID risk = submit(cluster, desk.config, RiskJob::configure, null);
      desk.write(instrument());
      desk.write(mark(100));
      desk.write(protectedBuy());
      until("it is bought", () -> reports(desk) == 1);
      String checkpoint = cluster.triggerCheckpoint(risk);
      cluster.cancel(risk);

      desk.write(mark(96));
      desk.write(mark(94));
      desk.write(mark(99));
      risk = submit(cluster, desk.config, RiskJob::configure, checkpoint);
      until("it is sold", () -> reports(desk) == 2);
      desk.write(mark(90));
      Thread.sleep(1_000);
      cluster.cancel(risk);
      cluster.cancel(execution);

      assertThat(ended(desk))
          .extracting(order -> order.side() + " " + order.remaining())
          .containsExactly("BUY 0", "SELL 0");
      assertThat(desk.exchange.ledger().orders()).hasSize(2);
      checkReplay(desk);
    }
  }

  private static void checkReplay(DeskOnSimulator desk) {
    long[] decisions = new long[1];
    JournalReplay replay =
        new JournalReplay(RiskOptions.read(desk.config), (decision, bytes) -> decisions[0]++);
    desk.read("journal").forEach(replay::accept);
    assertThat(decisions[0]).isEqualTo(2);
    assertThat(replay.exitDifferences()).isEmpty();
  }
}
