package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Signal;

/** Where signals and alerts go. */
public interface SignalOutput {

  /** A signal, in the order in which the gate shall judge them. */
  void signal(Signal signal);

  /** Something a person should know. */
  void alert(Alert alert);

  /** What a group of legs needs to know of one of them. */
  default void leg(LegEvent event) {
    throw new IllegalStateException("nobody takes what groups need to know: " + event);
  }
}
