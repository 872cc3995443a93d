package io.alphaflow.risk.control;

import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.Violation;
import java.util.List;

/**
 * C0: a protective exit sells a lot that is there, once; and an entry whose protection could not be
 * kept is not made.
 */
public final class ProtectedLot implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    if (facts.signal().origin() == SignalOrigin.PROTECTION && facts.exitQuantity() == 0) {
      violations.add(
          DecisionCode.NOTHING_TO_PROTECT.violation("a lot that nothing else sells", "none"));
    }
    if (facts.buys() && facts.signal().protection().any() && facts.roomForLots() <= 0) {
      violations.add(
          DecisionCode.TOO_MANY_LOTS.violation("room for one more protected lot", "none"));
    }
  }
}
