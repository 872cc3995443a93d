package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;

/**
 * C16: the order would not meet a working order of the same account on the other side. A market
 * order reaches as far as it is valued. It holds for reducing orders too.
 */
public final class SelfTrade implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    long opposite = facts.opposite();
    long reach = facts.order().reach(facts.buys());
    if (opposite <= 0 || !facts.order().isResolved()) {
      return;
    }
    checks.require(
        DecisionCode.SELF_TRADE,
        facts.buys() ? reach < opposite : reach > opposite,
        () ->
            "%s %s, where an own order works"
                .formatted(facts.buys() ? "below" : "above", Text.amount(opposite, facts.quote())),
        () -> "as far as " + Fixed8.format(reach));
  }
}
