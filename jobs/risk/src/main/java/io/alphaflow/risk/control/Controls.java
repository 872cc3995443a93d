package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.ArrayList;
import java.util.List;

/** The controls in the order in which violations are reported. All are asked, always. */
public final class Controls {

  /** Every control there is. */
  public static final List<Control> ALL =
      List.of(
          new OrderSizing(),
          new ProtectedLot(),
          new MaxOrderValue(),
          new MaxOrderQuantity(),
          new StaleMark(),
          new MaxPosition(),
          new FreeBalance(),
          new OrderRate(),
          new DuplicateOrder(),
          new MaxDailyLoss(),
          new KillSwitch(),
          new FailClosed());

  private final List<Control> controls;

  /** The given controls; drills take one away to show that it matters. */
  public Controls(List<Control> controls) {
    this.controls = List.copyOf(controls);
  }

  /** Everything the order violates; a control that cannot calculate counts as violated. */
  public List<Violation> check(OrderFacts facts) {
    List<Violation> violations = new ArrayList<>();
    for (Control control : controls) {
      try {
        control.check(facts, violations);
      } catch (ArithmeticException e) {
        violations.add(outOfRange(control.getClass().getSimpleName()));
      }
    }
    if (violations.isEmpty() && !facts.order().isResolved()) {
      violations.add(DecisionCode.ORDER_NOT_RESOLVED.violation("an exact order", "none"));
    }
    return List.copyOf(violations);
  }

  /**
   * The violation for an amount that cannot be calculated. The exception's own text is left out: it
   * may differ between versions of Java, and decisions must not.
   */
  public static Violation outOfRange(String where) {
    return DecisionCode.NUMBER_OUT_OF_RANGE.violation("exact amounts", "overflow in " + where);
  }
}
