package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.OrderTrace;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.gate.BreakerEvent;
import io.alphaflow.risk.gate.Gate;
import io.alphaflow.risk.gate.GateOutput;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/**
 * Hosts a {@link Gate} for each partition of the journal.
 *
 * <p>Key: the journal partition. State: the gate, see there for its bound. Timers: none. A repeated
 * entry changes nothing; none is ever late, because time is what the partition says. Deterministic
 * because a partition is read in order and the gate is.
 */
@KeptState(
    type = Gate.class,
    key = "partition of the journal",
    bound =
        "accounts, instruments, strategy instances and persons of the configuration; open orders;"
            + " orders within the duplicate window; 200 protected lots and 20 parents of an"
            + " instance and instrument; stops, limits and overrides that persons set")
public final class GateOperator extends KeyedStateOperator<Integer, RawRecord, Decision, Gate> {

  private static final long serialVersionUID = 1L;

  /** What the circuit breakers watch. */
  public static final OutputTag<BreakerEvent> BREAKER_EVENTS =
      new OutputTag<>("breaker-events", TypeInformation.of(BreakerEvent.class));

  /**
   * Signals that gates make and what persons order to book, on their way into the partition of the
   * journal that they come from.
   */
  public static final OutputTag<LogWrite> SIGNALS =
      new OutputTag<>("gate-signals", TypeInformation.of(LogWrite.class));

  /** What the controls measured. */
  public static final OutputTag<DecisionReadings> READINGS =
      new OutputTag<>("decision-readings", TypeInformation.of(DecisionReadings.class));

  private static final String SOURCE = "risk";

  private final RiskOptions options;
  private transient GateMetrics measured;

  /** An operator with the desk's options. */
  public GateOperator(RiskOptions options) {
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    measured = new GateMetrics(metrics());
  }

  @Override
  protected Gate create(Integer partition) {
    return new Gate(options);
  }

  @Override
  protected byte[] encode(Gate gate) {
    return gate.encode();
  }

  @Override
  protected Gate decode(byte[] bytes) {
    return Gate.decode(options, bytes);
  }

  @Override
  protected void process(Gate gate, RawRecord in) {
    gate.read(in.value(), in.partition(), in.offset(), new Emitter(gate, in));
    measured.stops(in.partition(), gate);
  }

  /** Sends what the gate says about one record. */
  private final class Emitter implements GateOutput {

    private final Gate gate;
    private final RawRecord in;

    Emitter(Gate gate, RawRecord in) {
      this.gate = gate;
      this.in = in;
    }

    @Override
    public void decision(Decision decision) {
      measured.decision(decision, in.timestamp());
      OrderTrace.decided(decision, order -> gate.correlation(decision.account(), order));
      emit(decision);
    }

    @Override
    public void readings(DecisionReadings readings) {
      emit(READINGS, readings);
    }

    @Override
    public void signal(Signal signal) {
      OrderTrace.signalled(signal, in);
      emit(SIGNALS, LogWrite.toPartition(in.partition(), signal));
    }

    @Override
    public void booking(LedgerEntry entry) {
      emit(SIGNALS, LogWrite.toPartition(in.partition(), entry));
    }

    @Override
    public void alert(Alert alert) {
      emit(SideOutputs.ALERTS, alert);
    }

    @Override
    public void breakerEvent(BreakerEvent event) {
      emit(BREAKER_EVENTS, event);
    }

    @Override
    public void refused(String code, String reason) {
      emit(SideOutputs.DEAD_LETTERS, SideOutputs.deadLetter(SOURCE, in, code, reason));
    }
  }
}
