package io.alphaflow.execution;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.AccountSnapshot;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.RiskJob;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.replay.JournalReplay;
import io.alphaflow.runtime.FlinkCluster;
import io.alphaflow.signals.SignalsJob;
import io.alphaflow.simulator.matching.OrderState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The gate's job and the execution job on the simulated exchange; marks, which are the gate's time,
 * are written by the test.
 */
final class GateOnSimulator implements AutoCloseable {

  static final String BTC = "sim:BTC/USD";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final DeskOnSimulator desk;
  private final FlinkCluster cluster;
  private final JobID execution;
  private JobID risk;
  private JobID signals;
  private long marks;

  private GateOnSimulator(DeskOnSimulator desk, FlinkCluster cluster) throws Exception {
    this.desk = desk;
    this.cluster = cluster;
    execution = submit(ExecutionSinkJob::configure, null);
    DeskOnSimulator.until(
        "the balances are written",
        () -> desk.journal().stream().anyMatch(AccountSnapshot.class::isInstance));
    risk = submit(RiskJob::configure, null);
    desk.write(instrument());
  }

  static GateOnSimulator start(Path folder) throws Exception {
    DeskOnSimulator desk = new DeskOnSimulator(folder);
    return new GateOnSimulator(
        desk, FlinkCluster.start(folder.resolve("flink"), 3, 0, new Configuration()));
  }

  private JobID submit(
      BiConsumer<StreamExecutionEnvironment, DeskConfig> configure, String checkpoint) {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
    StreamExecutionEnvironment env = cluster.environment(settings);
    env.setParallelism(1);
    configure.accept(env, desk.config);
    JobID job = checkpoint == null ? cluster.submit(env) : cluster.submit(env, checkpoint);
    cluster.awaitRunning(job, PATIENCE);
    return job;
  }

  /** The gate is down while something happens, and comes back from a checkpoint before it. */
  void withoutGate(Runnable meanwhile) {
    String checkpoint = cluster.triggerCheckpoint(risk);
    cluster.cancel(risk);
    meanwhile.run();
    risk = submit(RiskJob::configure, checkpoint);
  }

  /** Strategies run, too. */
  void startSignals() {
    signals = submit(SignalsJob::configure, null);
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
            0)
        .withQuoteStep(1);
  }

  /** A price, a second later than the one before. */
  void mark(long price) {
    mark(price, 1);
  }

  /** A price, so many seconds later than the one before. */
  void mark(long price, long seconds) {
    marks += seconds;
    long time = DeskOnSimulator.START_MICROS + marks * 1_000_000;
    desk.write(new Mark(BTC, marks, Fixed8.of(price), marks, time));
  }

  /** Orders at the venue, in the order in which they came. */
  List<OrderState> orders() {
    return desk.exchange.ledger().orders();
  }

  /** How many orders have ended, as the journal says. */
  long ended() {
    return DeskOnSimulator.reports(desk.journal()).stream().filter(ExecutionReport::last).count();
  }

  /**
   * What the journal leads to when it is run once more.
   *
   * @param differences gets how the signals that the gate made differ from those in the journal
   */
  List<Decision> replayed(List<String> differences) {
    List<Decision> decisions = new ArrayList<>();
    JournalReplay replay =
        new JournalReplay(
            RiskOptions.read(desk.config), (decision, bytes) -> decisions.add(decision));
    desk.read("journal").forEach(replay::accept);
    differences.addAll(replay.exitDifferences());
    return decisions;
  }

  void stopJobs() {
    cluster.cancel(risk);
    cluster.cancel(execution);
    if (signals != null) {
      cluster.cancel(signals);
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    desk.close();
  }
}
