package io.alphaflow.signals;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.partition.LogOutput;
import io.alphaflow.signals.partition.PartitionMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs a partition and keeps what it puts out. */
public final class Collected implements LogOutput {

  /** All signals. */
  public final List<Signal> signals = new ArrayList<>();

  /** All alerts. */
  public final List<Alert> alerts = new ArrayList<>();

  /** Reasons. */
  public final List<String> refusals = new ArrayList<>();

  private final SignalsOptions options;
  private Map<String, byte[]> parts = new TreeMap<>();
  private PartitionMachine machine;

  /** With the instances of the options. */
  public Collected(SignalsOptions options) {
    this.options = options;
    this.machine = restored(options);
  }

  private PartitionMachine restored(SignalsOptions now) {
    Desk desk = now.desk();
    return PartitionMachine.restore(
        0, now.marketPartitions(), desk, now.check(desk.catalog()), parts);
  }

  /** Shows entries to the machine. */
  public Collected feed(List<? extends MarketEntry> entries) {
    entries.forEach(entry -> machine.take(entry, this));
    return this;
  }

  /** Shows an entry to the machine. */
  public Collected feed(MarketEntry... entries) {
    return feed(List.of(entries));
  }

  /** Stores what was touched, and goes on from all that was ever stored. */
  public Collected restart() {
    return restart(options);
  }

  /** The same with another configuration. */
  public Collected restart(SignalsOptions now) {
    machine.store(parts::put);
    machine = restored(now);
    return this;
  }

  /** All parts of the state. */
  public Map<String, byte[]> parts() {
    machine.store(parts::put);
    return parts;
  }

  /** Instance and number of each signal. */
  public List<String> sequences() {
    return signals.stream().map(s -> s.strategy() + " " + s.sequence()).toList();
  }

  /** The signals of an instance. */
  public List<Signal> of(String id) {
    return signals.stream().filter(s -> s.strategy().equals(id)).toList();
  }

  /** Codes of the alerts. */
  public List<String> codes() {
    return alerts.stream().map(Alert::code).toList();
  }

  @Override
  public void signal(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void alert(Alert alert) {
    alerts.add(alert);
  }

  @Override
  public void refused(StrategyChange change, String reason) {
    refusals.add(reason);
  }
}
