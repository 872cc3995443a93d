package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** C1: the value of one order. It holds for reducing orders too: it is there for wrong orders. */
public final class MaxOrderValue implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    Optional<LimitValue> limit = facts.limits().get(Limit.MAX_ORDER_VALUE);
    OptionalLong value = facts.orderValue();
    if (limit.isPresent() && value.isPresent() && value.getAsLong() > limit.get().amount()) {
      violations.add(
          DecisionCode.MAX_ORDER_VALUE.violation(
              Text.amount(limit.get().amount(), facts.quote()),
              Text.amount(value.getAsLong(), facts.quote())));
    }
  }
}
