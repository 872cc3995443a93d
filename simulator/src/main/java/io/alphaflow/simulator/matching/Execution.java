package io.alphaflow.simulator.matching;

import java.util.List;
import java.util.Optional;

/**
 * One event in an order's life, with everything as it stood right after it.
 *
 * @param executionId 1, 2, 3 … over the whole engine
 * @param kind what happened
 * @param order the order after the event
 * @param details what belongs to this kind
 * @param list the order's list when it began, changed an id or ended with this event
 * @param balances of the owner after the event: base, quote, and what a commission was paid in
 * @param timeMicros market time
 */
public record Execution(
    long executionId,
    Kind kind,
    OrderState order,
    Details details,
    Optional<OrderListState> list,
    List<Balance> balances,
    long timeMicros) {

  /** What can happen to an order. */
  public enum Kind {
    /** It was accepted, or began to work because its stop price was met. */
    NEW,
    /** Some or all of it filled. */
    TRADE,
    /** Its owner cancelled it. */
    CANCELED,
    /** Its owner made it smaller. */
    REPLACED,
    /** The rules ended it. */
    EXPIRED,
    /** It lost some or all instead of trading with an order of the same account. */
    TRADE_PREVENTION
  }

  /**
   * What only some kinds have.
   *
   * @param fill the own trade of a TRADE
   * @param otherId the id of the cancel of a CANCELED, the id before of a REPLACED
   * @param prevented the trade that did not happen of a TRADE_PREVENTION
   */
  public record Details(
      Optional<Fill> fill, Optional<String> otherId, Optional<PreventedMatch> prevented) {

    static final Details NONE = new Details(Optional.empty(), Optional.empty(), Optional.empty());

    static Details of(Fill fill) {
      return new Details(Optional.of(fill), Optional.empty(), Optional.empty());
    }

    static Details of(String otherId) {
      return new Details(Optional.empty(), Optional.of(otherId), Optional.empty());
    }

    static Details of(PreventedMatch prevented) {
      return new Details(Optional.empty(), Optional.empty(), Optional.of(prevented));
    }
  }

  /** The own trade when the kind is {@link Kind#TRADE}. */
  public Optional<Fill> fill() {
    return details.fill();
  }

  /** The id that the canceller gave the cancel, when the kind is {@link Kind#CANCELED}. */
  public Optional<String> cancelId() {
    return kind == Kind.CANCELED ? details.otherId() : Optional.empty();
  }

  /** The client order id before, when the kind is {@link Kind#REPLACED}. */
  public Optional<String> replacedId() {
    return kind == Kind.REPLACED ? details.otherId() : Optional.empty();
  }

  /** The trade that did not happen, when the kind is {@link Kind#TRADE_PREVENTION}. */
  public Optional<PreventedMatch> prevented() {
    return details.prevented();
  }

  Execution with(OrderListState state) {
    return new Execution(
        executionId, kind, order, details, Optional.of(state), balances, timeMicros);
  }
}
