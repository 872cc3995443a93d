package io.alphaflow.signals.partition;

import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.signals.instance.SignalOutput;

/** Where goes what a partition of the trade log leads to. */
public interface LogOutput extends SignalOutput {

  /** A change that is not obeyed, and why. */
  void refused(StrategyChange change, String reason);
}
