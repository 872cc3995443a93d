package io.alphaflow.risk.gate;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.JournalEntry;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.Stop;

/**
 * Entries that lead to an amount beyond the range of numbers. They are bad input: told, put aside,
 * and not used, so that an absurd price does not stop a desk. What is not used makes the gate
 * stricter, never looser: the price before gets old, an account stays closed. Only the account of a
 * fill that could not be booked is halted, because from then on nobody knows what it holds.
 */
final class OutOfRange {

  private static final String CODE = "NUMBER_OUT_OF_RANGE";
  private static final String CAUSE = "gate";

  private final GateContext gate;

  OutOfRange(GateContext gate) {
    this.gate = gate;
  }

  /** The book has not taken the entry. */
  void refuse(JournalEntry entry, String account, Voice voice) {
    String what = name(entry) + " leads to an amount that is out of range and was not used";
    if (entry instanceof ExecutionReport) {
      halt(Level.account(account));
      what += "; account " + account + " is halted, its ledger lacks what was reported";
    }
    voice.refuse(Severity.CRITICAL, CODE, account, what);
  }

  /** The ledger has a fill, but what its strategy instance made cannot be told any more. */
  void untold(ExecutionReport fill, Voice voice) {
    Level level = Level.strategy(fill.account(), fill.strategy());
    halt(level);
    voice.refuse(
        Severity.CRITICAL,
        CODE,
        fill.account(),
        "what %s made with %s is out of range; %s is halted"
            .formatted(fill.strategy(), name(fill), level));
  }

  /** The venue's balances are too far from ours to be compared. */
  void incomparable(JournalEntry entry, String account, Voice voice) {
    voice.refuse(
        Severity.CRITICAL,
        CODE,
        account,
        name(entry) + " states amounts that are out of range and was not compared");
  }

  /** What should not happen: the entry was used in part. */
  void stopAll(JournalEntry entry, String account, Voice voice) {
    halt(Level.DESK);
    voice.refuse(
        Severity.CRITICAL,
        CODE,
        account,
        name(entry) + " leads to an amount that is out of range; the partition is halted");
  }

  private void halt(Level level) {
    gate.state()
        .stops
        .add(
            CAUSE,
            new Stop(
                level,
                StopKind.HALTED,
                DecisionCode.HALTED,
                CAUSE,
                "an amount is out of range",
                gate.time(),
                0));
  }

  private static String name(JournalEntry entry) {
    return entry.producer() + " #" + entry.sequence();
  }
}
