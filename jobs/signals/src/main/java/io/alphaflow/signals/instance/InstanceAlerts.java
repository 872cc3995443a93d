package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StrategyChange;
import java.util.List;

/**
 * What people are told about an instance. The ids of the alerts are the same in a replay.
 *
 * @param definition what runs
 * @param version of the change that it runs with
 * @param legs the instruments that it trades together
 * @param time market time, epoch microseconds UTC
 */
record InstanceAlerts(StrategyInstance definition, long version, List<String> legs, long time) {

  /** That an instance is taken, before it sees anything. */
  static Alert added(StrategyChange change, List<String> legs, long time, String waitsFor) {
    return new InstanceAlerts(Definitions.of(change), change.version(), legs, time)
        .info("STRATEGY_ADDED", "is added, and waits for " + waitsFor);
  }

  /** Tells that an instance was stopped while it was stored, if it was. */
  static void tellUntold(
      String id, InstanceState stored, List<String> legs, long time, SignalOutput out) {
    if (!stored.untold.isEmpty()) {
      StrategyInstance definition = Definitions.stored(id, stored, List.of());
      String why = stored.untold;
      stored.untold = "";
      out.alert(
          new InstanceAlerts(definition, stored.version, legs, time)
              .stopped("when its state was stored", why));
    }
  }

  /** That nobody needs to act on. */
  Alert info(String code, String what) {
    return alert(Severity.INFO, code, what);
  }

  /** That may want a look. */
  Alert warning(String code, String what) {
    return alert(Severity.WARNING, code, what);
  }

  private Alert alert(Severity severity, String code, String what) {
    String where = String.join(" ", legs);
    return new Alert(
        InstrumentMachine.SOURCE,
        "strategy/" + definition.id() + "/" + version + "/" + where + "/" + code,
        severity,
        code,
        definition.account(),
        where,
        time,
        "strategy "
            + definition.id()
            + " ("
            + definition.type()
            + ", change "
            + version
            + ") on "
            + where
            + " "
            + what);
  }

  /** That it cannot go on. */
  Alert stopped(String when, String cause) {
    String where = String.join(" ", legs);
    return new Alert(
        InstrumentMachine.SOURCE,
        "strategy/" + definition.id() + "/" + version + "/" + where + "/stopped " + when,
        Severity.CRITICAL,
        "STRATEGY_STOPPED",
        definition.account(),
        where,
        time,
        "strategy "
            + definition.id()
            + " ("
            + definition.type()
            + ") failed "
            + when
            + " of "
            + where
            + " and is stopped there until it is changed; what it holds stays open: "
            + cause);
  }
}
