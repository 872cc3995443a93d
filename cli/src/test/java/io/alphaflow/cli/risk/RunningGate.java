package io.alphaflow.cli.risk;

import io.alphaflow.cli.view.LogReader;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The real gate on the real logs, without Flink around it. */
final class RunningGate implements AutoCloseable {

  private final RiskDesk desk;
  private final Map<Integer, Gate> gates = new TreeMap<>();
  private final Thread thread;
  private volatile boolean ended;
  private volatile Throwable failure;

  private RunningGate(RiskDesk desk) {
    this.desk = desk;
    this.thread = new Thread(this::follow, "gate");
  }

  static RunningGate of(RiskDesk desk) {
    RunningGate gate = new RunningGate(desk);
    gate.thread.start();
    return gate;
  }

  private void follow() {
    RiskOptions options = RiskOptions.read(desk.config());
    try (LogReader journal = new LogReader(desk.config().kafka(), List.of(Topics.JOURNAL))) {
      while (!ended) {
        journal.poll(
            Duration.ofMillis(50),
            in ->
                gates
                    .computeIfAbsent(in.partition(), p -> new Gate(options))
                    .read(in.value(), in.partition(), in.offset(), new Answers(in.partition())));
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Writes the alerts and what is to be booked, as the job does. */
  private final class Answers implements GateOutput {
    private final int partition;

    Answers(int partition) {
      this.partition = partition;
    }

    @Override
    public void booking(LedgerEntry entry) {
      try {
        desk.write(Topics.JOURNAL, partition, Topics.JOURNAL.codec().encode(entry));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void alert(Alert alert) {
      try {
        desk.write(Topics.ALERTS, null, Topics.ALERTS.codec().encode(alert));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void decision(Decision decision) {}

    @Override
    public void signal(Signal signal) {}

    @Override
    public void breakerEvent(BreakerEvent event) {}

    @Override
    public void refused(String code, String reason) {}
  }

  @Override
  public void close() throws Exception {
    ended = true;
    thread.join(10_000);
    if (failure != null) {
      throw new AssertionError("the gate failed", failure);
    }
  }
}
