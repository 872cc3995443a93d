package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** C5: the value of a position after the order as a share of the account's equity. */
public final class PositionShare implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces() || !facts.order().isResolved()) {
      return;
    }
    OptionalLong value = MaxPosition.valueAfter(facts);
    if (value.isPresent()) {
      facts
          .limit(Limit.MAX_POSITION_SHARE)
          .ifPresent(
              limit ->
                  Text.atMost(
                      checks,
                      DecisionCode.MAX_POSITION_SHARE,
                      ofEquity(facts, limit.amount()),
                      value.getAsLong(),
                      facts.quote()));
    }
  }

  /** A share of the equity; of none when there is none. */
  static long ofEquity(OrderFacts facts, long share) {
    return Fixed8.multiply(Math.max(0, facts.holdings().equity()), share, RoundingMode.DOWN);
  }
}
