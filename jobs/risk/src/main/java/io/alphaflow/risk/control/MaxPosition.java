package io.alphaflow.risk.control;

import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * C5: the position of an instrument if all working orders of the same side and this one fill, in
 * base and in value. What is there is valued at the mark, the order at its own valuation price.
 */
public final class MaxPosition implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    if (facts.reduces() || !facts.order().isResolved()) {
      return;
    }
    Holdings holdings = facts.holdings();
    long before =
        facts.buys()
            ? Math.addExact(holdings.position(), holdings.workingBuys())
            : Math.subtractExact(holdings.workingSells(), holdings.position());
    checkQuantity(facts, before, violations);
    checkValue(facts, before, violations);
  }

  private static void checkQuantity(OrderFacts facts, long before, List<Violation> violations) {
    Optional<LimitValue> limit = facts.limits().get(Limit.MAX_POSITION);
    long after = Math.addExact(before, facts.order().quantity());
    if (limit.isPresent() && after > limit.get().amount()) {
      violations.add(
          DecisionCode.MAX_POSITION.violation(
              Text.amount(limit.get().amount(), facts.base()), Text.amount(after, facts.base())));
    }
  }

  private static void checkValue(OrderFacts facts, long before, List<Violation> violations) {
    Optional<LimitValue> limit = facts.limits().get(Limit.MAX_POSITION_VALUE);
    Optional<Mark> mark = facts.mark();
    if (limit.isEmpty() || mark.isEmpty() || facts.orderValue().isEmpty()) {
      return;
    }
    long held = Fixed8.multiply(before, mark.get().price(), RoundingMode.CEILING);
    long after = Math.addExact(held, facts.orderValue().getAsLong());
    if (after > limit.get().amount()) {
      violations.add(
          DecisionCode.MAX_POSITION_VALUE.violation(
              Text.amount(limit.get().amount(), facts.quote()), Text.amount(after, facts.quote())));
    }
  }
}
