package io.alphaflow.risk.drill;

import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.DecisionCode;
import java.util.List;

/** A drill, or the result of one that need not be played. */
record Planned(Drill drill, DrillResult result) {

  static Planned of(Drill drill) {
    return new Planned(drill, null);
  }

  /** The configuration says that there is no such limit. */
  static Planned off(DecisionCode code, String limit, String source) {
    return new Planned(
        null,
        new DrillResult(
            code.control(),
            code.name(),
            "",
            limit,
            source,
            DrillResult.Status.OFF,
            0,
            "switched off"));
  }

  /** What benchmarks measure. */
  static Planned measured(String control, String what) {
    return new Planned(
        null,
        new DrillResult(
            control,
            "",
            "",
            what,
            "docs/benchmarks.md",
            DrillResult.Status.MEASURED,
            0,
            "measured, no rule for an order"));
  }

  DrillResult run(List<Control> controls, DrillPeople people) {
    return drill == null ? result : drill.run(controls, people);
  }
}
