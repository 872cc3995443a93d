package io.alphaflow.risk.control;

/** C25: the account's trading hours. Orders that reduce a position pass. */
public final class OpenHours implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    checks.require(
        DecisionCode.OUTSIDE_TRADING_HOURS,
        facts.withinHours() || facts.reduces(),
        () -> "the account's trading hours",
        () -> Text.time(facts.time()));
  }
}
