package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;

/** The controls in the order in which violations are reported. All are asked, always. */
public final class Controls {

  /** Every control there is. */
  public static final List<Control> ALL =
      List.of(
          new OrderSizing(),
          new OwnOrder(),
          new SmallerOrder(),
          new ProtectedLot(),
          new WorkedOrder(),
          new MaxOrderValue(),
          new MaxOrderQuantity(),
          new PriceCollar(),
          new StaleMark(),
          new MarkJump(),
          new MaxPosition(),
          new PositionShare(),
          new PositionsPerSymbol(),
          new Exposure(),
          new FreeBalance(),
          new OrderRate(),
          new MessageBudget(),
          new DuplicateOrder(),
          new MaxLoss(),
          new Drawdown(),
          new SelfTrade(),
          new Permission(),
          new KillSwitch(),
          new FailClosed(),
          new MinConfidence(),
          new OpenHours());

  private final List<Control> controls;

  /** The given controls; drills take one away to show that it matters. */
  public Controls(List<Control> controls) {
    this.controls = List.copyOf(controls);
  }

  /** Asks every control; one that cannot calculate counts as broken. */
  public void check(OrderFacts facts, Checks checks) {
    for (Control control : controls) {
      try {
        control.check(facts, checks);
      } catch (ArithmeticException e) {
        checks.add(outOfRange(control.getClass().getSimpleName()));
      }
    }
    if (checks.areKept() && !facts.order().isResolved()) {
      checks.add(DecisionCode.ORDER_NOT_RESOLVED.violation("an exact order", "none"));
    }
  }

  /**
   * Asks what has to hold for orders to be taken back or made smaller: that only lowers the risk.
   */
  public void checkEarlier(OrderFacts facts, Checks checks) {
    controls.stream()
        .filter(control -> control instanceof OwnOrder || control instanceof SmallerOrder)
        .forEach(control -> control.check(facts, checks));
    if (checks.areKept() && facts.earlier().number() == 0) {
      checks.add(DecisionCode.ORDER_NOT_RESOLVED.violation("an order of before", "none"));
    }
  }

  /**
   * The violation for an amount that cannot be calculated. The exception's own text is left out: it
   * may differ between versions of Java, and decisions must not.
   */
  public static Violation outOfRange(String where) {
    return DecisionCode.NUMBER_OUT_OF_RANGE.violation("exact amounts", "overflow in " + where);
  }
}
