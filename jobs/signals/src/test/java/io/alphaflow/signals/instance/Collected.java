package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Signal;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a machine puts out. */
final class Collected implements SignalOutput {

  final List<Signal> signals = new ArrayList<>();
  final List<Alert> alerts = new ArrayList<>();

  @Override
  public void signal(Signal signal) {
    signals.add(signal);
  }

  @Override
  public void alert(Alert alert) {
    alerts.add(alert);
  }

  Collected feed(InstrumentMachine machine, List<Bar> bars) {
    bars.forEach(bar -> machine.onBar(bar, this));
    return this;
  }

  List<String> sequences() {
    return signals.stream().map(s -> s.strategy() + " " + s.sequence()).toList();
  }

  List<String> codes() {
    return alerts.stream().map(Alert::code).toList();
  }
}
