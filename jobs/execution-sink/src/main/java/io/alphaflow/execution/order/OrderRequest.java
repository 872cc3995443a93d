package io.alphaflow.execution.order;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;

/**
 * An approved order on its way to the venue.
 *
 * @param account our name of the account
 * @param strategy the strategy instance whose signal led to it
 * @param instrument {@code venue:BASE/QUOTE}
 * @param decision sequence of the decision that approved it
 * @param decisionTime logical time of that decision, epoch microseconds UTC
 * @param order the exact order
 * @param writtenAt when the decision was written to the log, wall clock, epoch milliseconds UTC
 */
public record OrderRequest(
    String account,
    String strategy,
    String instrument,
    long decision,
    long decisionTime,
    OrderIntent order,
    long writtenAt)
    implements LaneRequest {

  /** The order of an approved decision. */
  public static OrderRequest of(Decision decision, OrderIntent order, long writtenAt) {
    return new OrderRequest(
        decision.account(),
        decision.strategy(),
        decision.instrument(),
        decision.sequence(),
        decision.time(),
        order,
        writtenAt);
  }
}
