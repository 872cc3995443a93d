package io.alphaflow.cli.risk;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.ClockTick;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OperatorCommand;
import io.alphaflow.common.model.Signal;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import java.util.Optional;

/**
 * Asks a gate of the same configuration, which knows nothing but the time, what it says to a
 * command, before the command is sent: role, signatures and all else that needs no history.
 */
final class Rehearsal implements GateOutput {

  private String objection;

  private Rehearsal() {}

  /**
   * Why the gate will refuse a command, in its own words.
   *
   * @param partition one that the command is for
   * @param now market time, epoch microseconds UTC; 0 when there is none yet
   */
  static Optional<String> objection(
      RiskOptions options, OperatorCommand command, int partition, long now) {
    Gate gate = new Gate(options);
    Rehearsal rehearsal = new Rehearsal();
    ClockTick tick = new ClockTick("now", 1, now);
    gate.read(LogWrite.toPartition(partition, tick).value(), partition, 0, rehearsal);
    gate.read(LogWrite.toPartition(partition, command).value(), partition, 1, rehearsal);
    return Optional.ofNullable(rehearsal.objection);
  }

  @Override
  public void refused(String code, String reason) {
    objection = reason;
  }

  @Override
  public void decision(Decision decision) {}

  @Override
  public void signal(Signal signal) {}

  @Override
  public void alert(Alert alert) {}

  @Override
  public void breakerEvent(BreakerEvent event) {}
}
