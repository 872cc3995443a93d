package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Signal;
import java.util.HashMap;
import java.util.Map;

/**
 * What a gate says about one entry of the journal: answers, and alerts named by the entry. Alerts
 * of one entry that would have the same name are numbered: the second has a 2.
 */
final class Voice implements ProtectiveExits.Output {

  private static final String SOURCE = "risk";

  private final GateContext gate;
  private final int partition;
  private final long offset;
  private final GateOutput output;

  /** How often each name was given; null before the first. */
  private Map<String, Integer> names;

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
    output.alert(make(severity, code, code, account, "", message).of(entry()));
  }

  /**
   * About a level.
   *
   * @param what tells it from other alerts of the same entry
   * @param numbers what was measured
   */
  void alert(
      Severity severity,
      String code,
      String what,
      Level level,
      String message,
      Map<String, String> numbers) {
    Alert alert =
        make(
            severity,
            code,
            what,
            nothingForAll(level.account()),
            nothingForAll(level.instrument()),
            message);
    output.alert(alert.about(level, entry(), numbers));
  }

  private static String nothingForAll(String part) {
    return part.equals(Level.ALL) ? "" : part;
  }

  private Alert make(
      Severity severity,
      String code,
      String what,
      String account,
      String instrument,
      String message) {
    String id = unique("journal-" + partition + "-" + offset + "-" + what);
    return new Alert(SOURCE, id, severity, code, account, instrument, gate.time(), message);
  }

  private String unique(String name) {
    if (names == null) {
      names = new HashMap<>();
    }
    int count = names.merge(name, 1, Integer::sum);
    return count == 1 ? name : unique(name + "-" + count);
  }

  private String entry() {
    return "journal/" + partition + "/" + offset;
  }

  @Override
  public void exit(Signal exit) {
    output.signal(exit);
  }

  @Override
  public void alert(Severity severity, String code, String account, Lot lot, String message) {
    String id =
        unique(String.join("-", "lot", account, "" + lot.number(), "" + partition, "" + offset));
    output.alert(
        new Alert(SOURCE, id, severity, code, account, lot.instrument(), gate.time(), message)
            .of(entry()));
  }
}
