package io.alphaflow.simulator.matching;

import java.util.List;

/** What became of a request to place a pair of orders. */
public sealed interface PairResult {

  /**
   * Both orders exist.
   *
   * @param list the pair
   * @param executions the NEW of the stop loss, that of the other, and what followed at once
   */
  record Accepted(OrderListState list, List<Execution> executions) implements PairResult {}

  /**
   * Nothing was placed.
   *
   * @param why the rule that refused it
   */
  record Refused(Refusal why) implements PairResult {}
}
