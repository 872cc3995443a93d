package io.alphaflow.risk.drill;

import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.control.Control;
import io.alphaflow.risk.control.DecisionCode;
import java.util.List;
import java.util.function.Consumer;

/**
 * A journal that one control must reject.
 *
 * @param control number in the list of controls
 * @param code what the order must be rejected for, or another name of what is shown
 * @param by class of the control that must find it, empty when it is none of the gate's
 * @param limit what is drilled, as it is configured
 * @param source where that stands
 * @param options of the gate
 * @param subject who trades
 * @param script the journal
 */
record Drill(
    String control,
    String code,
    String by,
    String limit,
    String source,
    RiskOptions options,
    Subject subject,
    Script script) {

  /** Plays a journal and says what it showed. */
  interface Script {
    Shown play(Rehearsal rehearsal);
  }

  /** A journal whose last order must be rejected for the code, and those before must not. */
  static Drill rejects(
      DecisionCode code,
      Class<? extends Control> by,
      String limit,
      String source,
      RiskOptions options,
      Subject subject,
      Consumer<Rehearsal> journal) {
    Script script =
        rehearsal -> {
          journal.accept(rehearsal);
          return rehearsal.rejectedFor(code);
        };
    return new Drill(
        code.control(), code.name(), by.getSimpleName(), limit, source, options, subject, script);
  }

  /** Plays it with the given controls. */
  DrillResult run(List<Control> controls, DrillPeople people) {
    Shown shown;
    try {
      shown = script.play(new Rehearsal(options, controls, subject, people));
    } catch (ArithmeticException e) {
      shown = Shown.failed("it is too large to be drilled: " + e.getMessage());
    } catch (IllegalStateException e) {
      shown = Shown.failed("the journal went otherwise: " + e.getMessage());
    }
    return new DrillResult(
        control,
        code,
        by,
        limit,
        source,
        shown.fired() ? DrillResult.Status.FIRED : DrillResult.Status.NOT_FIRED,
        shown.order(),
        shown.sentence());
  }
}
