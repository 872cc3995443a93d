package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import java.math.RoundingMode;

/** C13: how far the account's equity is below its highest, as an amount and as a share of that. */
public final class Drawdown implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces()) {
      return;
    }
    long drawdown = facts.results().drawdown();
    facts
        .limit(Limit.MAX_DRAWDOWN)
        .ifPresent(
            limit ->
                Text.atMost(
                    checks, DecisionCode.MAX_DRAWDOWN, limit.amount(), drawdown, facts.currency()));
    facts
        .limit(Limit.MAX_DRAWDOWN_SHARE)
        .ifPresent(
            share -> {
              long peak = Math.max(0, facts.results().peak());
              long most = Fixed8.multiply(peak, share.amount(), RoundingMode.DOWN);
              Text.atMost(
                  checks, DecisionCode.MAX_DRAWDOWN_SHARE, most, drawdown, facts.currency());
            });
  }
}
