package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;
import java.util.Optional;

/** C2: the quantity of one order. It holds for reducing orders too, as C1 does. */
public final class MaxOrderQuantity implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    Optional<LimitValue> limit = facts.limits().get(Limit.MAX_ORDER_QUANTITY);
    long quantity = facts.order().quantity();
    if (limit.isPresent() && quantity > limit.get().amount()) {
      violations.add(
          DecisionCode.MAX_ORDER_QUANTITY.violation(
              Text.amount(limit.get().amount(), facts.base()),
              Text.amount(quantity, facts.base())));
    }
  }
}
