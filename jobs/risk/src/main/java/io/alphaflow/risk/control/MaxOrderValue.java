package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;
import java.util.OptionalLong;

/** C1: the value of one order. It holds for reducing orders too: it is there for wrong orders. */
public final class MaxOrderValue implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    OptionalLong value = facts.orderValue();
    if (value.isPresent()) {
      facts
          .limit(Limit.MAX_ORDER_VALUE)
          .ifPresent(
              limit ->
                  Text.atMost(
                      checks,
                      DecisionCode.MAX_ORDER_VALUE,
                      limit.amount(),
                      value.getAsLong(),
                      facts.quote()));
    }
  }
}
