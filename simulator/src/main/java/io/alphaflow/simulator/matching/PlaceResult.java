package io.alphaflow.simulator.matching;

import java.util.List;

/** What became of a request to place an order. */
public sealed interface PlaceResult {

  /**
   * The order exists.
   *
   * @param executions what happened to it at once, in order; the first is NEW
   */
  record Accepted(List<Execution> executions) implements PlaceResult {

    /** The order after the last of them. */
    public OrderState order() {
      return executions.get(executions.size() - 1).order();
    }
  }

  /**
   * Nothing was placed.
   *
   * @param why the rule that refused it
   */
  record Refused(Refusal why) implements PlaceResult {}
}
