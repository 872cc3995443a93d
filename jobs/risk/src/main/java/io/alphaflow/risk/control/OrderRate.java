package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;

/**
 * C8: token buckets of approved orders on logical time, one for each strategy instance and one for
 * the account. They hold for reducing orders too.
 */
public final class OrderRate implements Control {

  @Override
  public void check(OrderFacts facts, List<Violation> violations) {
    check(
        facts,
        Limit.ORDERS_PER_STRATEGY,
        facts.ordersOfStrategy(),
        DecisionCode.STRATEGY_ORDER_RATE,
        violations);
    check(
        facts,
        Limit.ORDERS_PER_ACCOUNT,
        facts.ordersOfAccount(),
        DecisionCode.ACCOUNT_ORDER_RATE,
        violations);
  }

  private static void check(
      OrderFacts facts,
      Limit limit,
      long ordersLeft,
      DecisionCode code,
      List<Violation> violations) {
    if (ordersLeft > 0) {
      return;
    }
    facts
        .limits()
        .get(limit)
        .ifPresent(
            rate ->
                violations.add(
                    code.violation(
                        rate.amount() + " orders per " + Text.seconds(rate.per()),
                        (rate.amount() + 1) + " orders")));
  }
}
