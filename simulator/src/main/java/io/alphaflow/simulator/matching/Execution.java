package io.alphaflow.simulator.matching;

import java.util.List;
import java.util.Optional;

/**
 * One event in an order's life, with everything as it stood right after it.
 *
 * @param executionId 1, 2, 3 … over the whole engine
 * @param kind what happened
 * @param order the order after the event
 * @param fill the own trade when the kind is {@link Kind#TRADE}
 * @param cancelId the id that the canceller gave the cancel, else empty
 * @param prevented the trade that did not happen when the kind is {@link Kind#TRADE_PREVENTION}
 * @param balances base and quote of the owner after the event
 * @param timeMicros market time
 */
public record Execution(
    long executionId,
    Kind kind,
    OrderState order,
    Optional<Fill> fill,
    Optional<String> cancelId,
    Optional<PreventedMatch> prevented,
    List<Balance> balances,
    long timeMicros) {

  /** What can happen to an order. */
  public enum Kind {
    /** It was accepted. */
    NEW,
    /** Some or all of it filled. */
    TRADE,
    /** Its owner cancelled it. */
    CANCELED,
    /** The rules ended it. */
    EXPIRED,
    /** It ended instead of trading with an order of the same account. */
    TRADE_PREVENTION
  }
}
