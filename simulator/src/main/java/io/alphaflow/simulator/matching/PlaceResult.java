package io.alphaflow.simulator.matching;

import java.util.List;

/** What became of a request to place an order. */
public sealed interface PlaceResult {

  /**
   * The order exists.
   *
   * @param executions what happened at once, in order; the first is its NEW. Others may be about
   *     orders of the same account that ended so that they do not trade with it
   */
  record Accepted(List<Execution> executions) implements PlaceResult {

    /** The order after all of them. */
    public OrderState order() {
      OrderState order = executions.get(0).order();
      for (Execution execution : executions) {
        if (execution.order().orderId() == order.orderId()) {
          order = execution.order();
        }
      }
      return order;
    }
  }

  /**
   * Nothing was placed.
   *
   * @param why the rule that refused it
   */
  record Refused(Refusal why) implements PlaceResult {}
}
