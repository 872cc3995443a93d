package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/** C2: the quantity of one order. It holds for reducing orders too, as C1 does. */
public final class MaxOrderQuantity implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    facts
        .limit(Limit.MAX_ORDER_QUANTITY)
        .ifPresent(
            limit ->
                Text.atMost(
                    checks,
                    DecisionCode.MAX_ORDER_QUANTITY,
                    limit.amount(),
                    facts.order().quantity(),
                    facts.base()));
  }
}
