package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * C5: the position of an instrument if all working orders of the same side and this one fill, in
 * base and in value. What is there is valued at the mark, the order at its own valuation price.
 */
public final class MaxPosition implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces() || !facts.order().isResolved()) {
      return;
    }
    facts
        .limit(Limit.MAX_POSITION)
        .ifPresent(
            limit ->
                Text.atMost(
                    checks,
                    DecisionCode.MAX_POSITION,
                    limit.amount(),
                    Math.addExact(before(facts), facts.order().quantity()),
                    facts.base()));
    OptionalLong value = valueAfter(facts);
    if (value.isPresent()) {
      facts
          .limit(Limit.MAX_POSITION_VALUE)
          .ifPresent(
              limit ->
                  Text.atMost(
                      checks,
                      DecisionCode.MAX_POSITION_VALUE,
                      limit.amount(),
                      value.getAsLong(),
                      facts.quote()));
    }
  }

  /** What is held on the order's side, or would be if working orders filled, base. */
  private static long before(OrderFacts facts) {
    Holdings holdings = facts.holdings();
    return facts.buys()
        ? Math.addExact(holdings.position(), holdings.workingBuys())
        : Math.subtractExact(holdings.workingSells(), holdings.position());
  }

  /** The position's value after the order, in quote; empty when it cannot be valued. */
  static OptionalLong valueAfter(OrderFacts facts) {
    if (facts.mark().isEmpty() || facts.orderExposure().isEmpty()) {
      return OptionalLong.empty();
    }
    long held = Fixed8.multiply(before(facts), facts.market().price(), RoundingMode.CEILING);
    return OptionalLong.of(Math.addExact(held, facts.orderExposure().getAsLong()));
  }
}
