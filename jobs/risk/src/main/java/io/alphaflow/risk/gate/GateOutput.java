package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.DecisionReadings;
import io.alphaflow.common.model.LedgerEntry;
import io.alphaflow.common.model.Signal;

/** Where a gate's answers go, in the order in which they are given. */
public interface GateOutput {

  /** The answer to a new signal, or a cancellation. */
  void decision(Decision decision);

  /** What the controls measured for the decision before. Whoever keeps none has nothing to do. */
  default void readings(DecisionReadings readings) {}

  /**
   * A signal that the gate makes itself, a protective exit or an order that closes a position: it
   * belongs into this partition of the journal, from where it is judged.
   */
  void signal(Signal signal);

  /**
   * What a person ordered to book in a ledger: it belongs into this partition of the journal, from
   * where it is booked. Whoever writes no journal has nothing to do.
   */
  default void booking(LedgerEntry entry) {}

  /** Something that a person should know. */
  void alert(Alert alert);

  /** Something that the circuit breakers watch. */
  void breakerEvent(BreakerEvent event);

  /** The entry could not be used: it belongs to the dead letters. */
  void refused(String code, String reason);
}
