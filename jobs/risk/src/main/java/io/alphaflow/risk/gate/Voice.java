package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Signal;

/** What a gate says about one entry of the journal: answers, and alerts named by the entry. */
final class Voice implements ProtectiveExits.Output {

  private static final String SOURCE = "risk";

  private final GateContext gate;
  private final int partition;
  private final long offset;
  private final GateOutput output;

  Voice(GateContext gate, int partition, long offset, GateOutput output) {
    this.gate = gate;
    this.partition = partition;
    this.offset = offset;
    this.output = output;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  GateOutput output() {
    return output;
  }

  /** The entry cannot be used. */
  void refuse(Severity severity, String code, String account, String reason) {
    output.refused(code, reason);
    alert(severity, code, account, reason);
  }

  /** About an account, or the desk when it is empty. */
  void alert(Severity severity, String code, String account, String message) {
    alert(severity, code, code, account, "", message);
  }

  /**
   * About an account and an instrument.
   *
   * @param what tells it from other alerts of the same entry
   */
  void alert(
      Severity severity,
      String code,
      String what,
      String account,
      String instrument,
      String message) {
    String id = "journal-" + partition + "-" + offset + "-" + what;
    output.alert(new Alert(SOURCE, id, severity, code, account, instrument, gate.time(), message));
  }

  @Override
  public void exit(Signal exit) {
    output.signal(exit);
  }

  @Override
  public void alert(Severity severity, String code, String account, Lot lot, String message) {
    String id = String.join("-", "lot", account, "" + lot.number(), "" + partition, "" + offset);
    output.alert(
        new Alert(SOURCE, id, severity, code, account, lot.instrument(), gate.time(), message));
  }
}
