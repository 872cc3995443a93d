package io.alphaflow.risk.control;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Violation;
import java.util.List;

/**
 * C20: nothing is approved on what is not known. Orders that only reduce a position may lack a
 * limit, a price, or knowledge of another order.
 */
public final class FailClosed implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    checkAccount(facts, violations);
    checkInstrument(facts, violations);
    if (!facts.reduces()) {
      checkLimits(facts, violations);
      if (facts.mark().isEmpty()) {
        violations.add(DecisionCode.NO_MARK.violation("a reference price", "none"));
      }
      if (!facts.unknownOrder().isEmpty()) {
        violations.add(
            DecisionCode.UNKNOWN_ORDER.violation("only approved orders", facts.unknownOrder()));
      }
    }
  }

  private static void checkAccount(OrderFacts facts, List<Violation> violations) {
    String account = facts.signal().account();
    if (!facts.configured()) {
      violations.add(DecisionCode.ACCOUNT_NOT_CONFIGURED.violation("a configured one", account));
    } else if (!facts.open()) {
      violations.add(DecisionCode.ACCOUNT_NOT_OPEN.violation("balances of the venue", "none"));
    }
  }

  private static void checkInstrument(OrderFacts facts, List<Violation> violations) {
    if (facts.instrument().isEmpty()) {
      violations.add(
          DecisionCode.UNKNOWN_INSTRUMENT.violation("a known one", facts.signal().instrument()));
      return;
    }
    Instrument instrument = facts.instrument().get();
    if (!instrument.trading()) {
      violations.add(DecisionCode.INSTRUMENT_NOT_TRADING.violation("trading", "not trading"));
    }
  }

  private static void checkLimits(OrderFacts facts, List<Violation> violations) {
    for (Limit limit : Limit.values()) {
      if (facts.limits().get(limit).isEmpty()) {
        violations.add(DecisionCode.LIMIT_NOT_CONFIGURED.violation(limit.key(), "not configured"));
      }
    }
  }
}
