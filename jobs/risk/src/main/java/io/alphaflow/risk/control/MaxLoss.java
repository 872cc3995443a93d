package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/**
 * C12: losses, realised and unrealised: of the account since the start of the UTC day of logical
 * time and within a rolling time span, and of the strategy instance since the start of the day.
 */
public final class MaxLoss implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    if (facts.reduces()) {
      return;
    }
    Results results = facts.results();
    loss(
        facts,
        checks,
        Limit.MAX_DAILY_LOSS,
        DecisionCode.MAX_DAILY_LOSS,
        Math.negateExact(results.dailyPnl()));
    loss(
        facts,
        checks,
        Limit.MAX_ROLLING_LOSS,
        DecisionCode.MAX_ROLLING_LOSS,
        results.rollingLoss());
    loss(
        facts,
        checks,
        Limit.MAX_STRATEGY_LOSS,
        DecisionCode.MAX_STRATEGY_LOSS,
        Math.negateExact(results.strategyPnl()));
  }

  private static void loss(
      OrderFacts facts, Checks checks, Limit limit, DecisionCode code, long loss) {
    facts
        .limit(limit)
        .ifPresent(most -> Text.atMost(checks, code, most.amount(), loss, facts.currency()));
  }
}
