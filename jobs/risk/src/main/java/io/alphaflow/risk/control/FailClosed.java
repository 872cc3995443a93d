package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/**
 * C20: nothing is approved on what is not known. Orders that only reduce a position may lack a
 * limit, a price, or knowledge of another order.
 */
public final class FailClosed implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    checkAccount(facts, checks);
    checkInstrument(facts, checks);
    if (!facts.reduces()) {
      checkLimits(facts, checks);
      checks.require(
          DecisionCode.NO_MARK,
          facts.mark().isPresent(),
          () -> "a reference price",
          () -> facts.mark().isPresent() ? "one" : "none");
      checks.require(
          DecisionCode.NOT_VALUED,
          facts.exposures().unvalued().isEmpty(),
          () -> "positions in " + facts.currency(),
          () -> facts.exposures().unvalued());
      checks.require(
          DecisionCode.UNKNOWN_ORDER,
          facts.unknownOrder().isEmpty(),
          () -> "only approved orders",
          () -> facts.unknownOrder());
    }
  }

  private static void checkAccount(OrderFacts facts, Checks checks) {
    checks.require(
        DecisionCode.ACCOUNT_NOT_CONFIGURED,
        facts.configured(),
        () -> "a configured one",
        () -> facts.signal().account());
    if (facts.configured()) {
      checks.require(
          DecisionCode.ACCOUNT_NOT_OPEN,
          facts.open(),
          () -> "balances of the venue",
          () -> facts.open() ? "known" : "none");
    }
  }

  private static void checkInstrument(OrderFacts facts, Checks checks) {
    checks.require(
        DecisionCode.UNKNOWN_INSTRUMENT,
        facts.instrument().isPresent(),
        () -> "a known one",
        () -> facts.signal().instrument());
    if (facts.instrument().isPresent()) {
      boolean trading = facts.instrument().get().trading();
      checks.require(
          DecisionCode.INSTRUMENT_NOT_TRADING,
          trading,
          () -> "trading",
          () -> trading ? "trading" : "not trading");
    }
  }

  private static void checkLimits(OrderFacts facts, Checks checks) {
    for (Limit limit : Limit.values()) {
      if (!facts.limits().isConfigured(limit)) {
        checks.add(DecisionCode.LIMIT_NOT_CONFIGURED.violation(limit.key(), "not configured"));
      }
    }
  }
}
