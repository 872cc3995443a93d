package io.alphaflow.cli.rerun;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import java.util.Optional;

/** What an order is, without its name and what it replaces: those differ from run to run. */
public final class OrderTerms {

  private OrderTerms() {}

  /** The order of a decision; empty when it has none. */
  public static Optional<OrderIntent> of(Decision decision) {
    return decision
        .approvedOrder()
        .map(
            order ->
                new OrderIntent(
                    "",
                    order.side(),
                    order.orderType(),
                    order.timeInForce(),
                    order.quantity(),
                    order.limitPrice(),
                    order.triggerPrice(),
                    null,
                    order.stop(),
                    order.quoteAmount()));
  }
}
