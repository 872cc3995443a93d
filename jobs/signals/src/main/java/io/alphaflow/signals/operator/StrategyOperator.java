package io.alphaflow.signals.operator;

import io.alphaflow.common.flink.KeyedStateOperator;
import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.flink.SideOutputs;
import io.alphaflow.common.json.CodecException;
import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.signals.SignalsOptions;
import io.alphaflow.signals.instance.InstrumentMachine;
import io.alphaflow.signals.instance.SignalOutput;
import org.apache.flink.metrics.Counter;

/**
 * Runs all strategy instances of an instrument on its closed bars.
 *
 * <p>Key: the instrument. State: one {@link InstrumentMachine}, bounded by the configured
 * strategies. Timers: none. Repeated bars are dropped by sequence; a record that is no bar, or not
 * one of its key, goes to the dead letters. Deterministic: the bars of an instrument come in the
 * order of their partition, and nothing else goes in.
 */
public final class StrategyOperator
    extends KeyedStateOperator<String, RawRecord, LogWrite, InstrumentMachine> {

  private static final long serialVersionUID = 1L;

  private final SignalsOptions options;

  private transient RecordCodec<Bar> codec;
  private transient SignalOutput out;
  private transient Counter signals;
  private transient Counter alerts;
  private transient Counter repeatedBars;
  private transient Counter deadLetters;

  /** The instances of {@code options}. */
  public StrategyOperator(SignalsOptions options) {
    this.options = options;
  }

  @Override
  public void open() throws Exception {
    super.open();
    codec = Topics.BARS.codec();
    signals = getMetricGroup().counter("signals");
    alerts = getMetricGroup().counter("alerts");
    repeatedBars = getMetricGroup().counter("repeatedBars");
    deadLetters = getMetricGroup().counter("deadLetters");
    out =
        new SignalOutput() {
          @Override
          public void signal(Signal signal) {
            signals.inc();
            emit(LogWrite.toAccount(signal.account(), signal, options.journalPartitions()));
          }

          @Override
          public void alert(Alert alert) {
            alerts.inc();
            emit(SideOutputs.ALERTS, alert);
          }
        };
  }

  @Override
  protected InstrumentMachine create(String key) {
    return InstrumentMachine.create(key, options.instances(), options.catalog());
  }

  @Override
  protected byte[] encode(InstrumentMachine machine) {
    return machine.encode();
  }

  @Override
  protected InstrumentMachine decode(byte[] bytes) {
    return InstrumentMachine.restore(bytes, options.instances(), options.catalog());
  }

  @Override
  protected void process(InstrumentMachine machine, RawRecord in) {
    Bar bar;
    try {
      bar = codec.decode(in.value());
    } catch (CodecException e) {
      refuse(in, "UNDECODABLE", e.getMessage());
      return;
    }
    if (!in.key().equals(bar.instrument())) {
      refuse(in, "KEY_MISMATCH", "key " + in.key() + " of a bar of " + bar.instrument());
    } else if (bar.interval() == null || bar.sequence() < 1 || bar.close() <= 0) {
      refuse(
          in,
          "BAR_INVALID",
          "interval "
              + bar.interval()
              + ", sequence "
              + bar.sequence()
              + ", close in units of 1e-8 "
              + bar.close()
              + ": expected an interval, a sequence from 1 and a close above 0");
    } else if (!machine.onBar(bar, out)) {
      repeatedBars.inc();
    }
  }

  private void refuse(RawRecord in, String code, String reason) {
    deadLetters.inc();
    emit(
        SideOutputs.DEAD_LETTERS,
        SideOutputs.deadLetter(InstrumentMachine.SOURCE, in, code, reason));
  }
}
