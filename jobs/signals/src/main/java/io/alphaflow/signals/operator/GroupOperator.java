package io.alphaflow.signals.operator;

import io.alphaflow.common.flink.KeptState;
import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.OrderTrace;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.flink.metrics.DeskMetric;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Signal;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.GroupMachine;
import io.alphaflow.signals.instance.SignalOutput;

/**
 * Runs the strategies of several legs.
 *
 * <p>Key: the instance. State: one {@link GroupMachine}; bars wait in it for the legs whose logs
 * are read more slowly. Timers: none. Repeated input does not occur: it comes from {@link
 * TradeLogOperator} in the same job. Deterministic: the legs are merged by the time at which their
 * bars end, however they arrive.
 */
@KeptState(
    type = GroupMachine.class,
    key = "strategy instance of several legs",
    bound = "parameters of the instance; bars of the legs whose logs are ahead of the slowest")
public final class GroupOperator
    extends KeyedStateOperator<String, GroupInput, LogWrite, GroupMachine> {

  private static final long serialVersionUID = 1L;

  private final SignalsOptions options;

  private transient Desk desk;
  private transient SignalOutput out;

  /** The strategies of {@code options}. */
  public GroupOperator(SignalsOptions options) {
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    desk();
    metrics().declare(DeskMetric.SIGNALS);
    out =
        new SignalOutput() {
          @Override
          public void signal(Signal signal) {
            OrderTrace.signalled(signal);
            metrics().count(DeskMetric.SIGNALS, signal.strategy(), signal.instrument());
            emit(LogWrite.toAccount(signal.account(), signal, options.journalPartitions()));
          }

          @Override
          public void alert(Alert alert) {
            emit(SideOutputs.ALERTS, alert);
          }
        };
  }

  private Desk desk() {
    if (desk == null) {
      desk = options.desk();
    }
    return desk;
  }

  @Override
  protected GroupMachine create(String key) {
    return GroupMachine.create(key, desk());
  }

  @Override
  protected byte[] encode(GroupMachine machine) {
    return machine.encode();
  }

  @Override
  protected GroupMachine decode(byte[] bytes) {
    return GroupMachine.restore(bytes, desk());
  }

  @Override
  public byte[] rewritten(String state, String part, byte[] bytes) {
    return GroupMachine.rewritten(bytes, desk());
  }

  @Override
  protected void process(GroupMachine machine, GroupInput input) {
    machine.take(input.event(), out);
  }
}
