package io.alphaflow.risk.control;

/** C17: a rule permits account, symbol, strategy, side and order type. */
public final class Permission implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    checks.require(
        DecisionCode.NOT_PERMITTED,
        facts.permitted(),
        () -> "a rule of risk.permissions",
        () ->
            "%s %s %s by %s for account %s"
                .formatted(
                    facts.signal().orderType(),
                    facts.signal().side(),
                    facts.signal().instrument(),
                    facts.signal().strategy(),
                    facts.signal().account()));
  }
}
