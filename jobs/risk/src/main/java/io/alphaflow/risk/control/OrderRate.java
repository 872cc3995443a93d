package io.alphaflow.risk.control;

import io.alphaflow.risk.limit.Limit;

/**
 * C8: token buckets of approved orders on logical time, one for each strategy instance and one for
 * the account. They hold for reducing orders too.
 */
public final class OrderRate implements Control {

  @Override
  public void check(OrderFacts facts, Checks checks) {
    check(
        facts,
        Limit.ORDERS_PER_STRATEGY,
        facts.activity().ordersOfStrategy(),
        DecisionCode.STRATEGY_ORDER_RATE,
        checks);
    check(
        facts,
        Limit.ORDERS_PER_ACCOUNT,
        facts.activity().ordersOfAccount(),
        DecisionCode.ACCOUNT_ORDER_RATE,
        checks);
  }

  private static void check(
      OrderFacts facts, Limit limit, long ordersLeft, DecisionCode code, Checks checks) {
    facts
        .limit(limit)
        .ifPresent(
            rate -> {
              long orders = rate.amount() + 1 - Math.max(0, ordersLeft);
              checks.most(code, Text.whole(rate.amount()), Text.whole(orders), "orders");
              checks.require(
                  code,
                  ordersLeft > 0,
                  () -> rate.amount() + " orders per " + Text.seconds(rate.per()),
                  () -> orders + " orders");
            });
  }
}
