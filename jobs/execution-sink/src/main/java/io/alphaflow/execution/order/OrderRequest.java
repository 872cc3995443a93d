package io.alphaflow.execution.order;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.TimeInForce;
import java.util.Optional;

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
 * @param signal identity of the signal that led to it; empty when it is not known: in older state,
 *     and when it was taken over
 */
public record OrderRequest(
    String account,
    String strategy,
    String instrument,
    long decision,
    long decisionTime,
    OrderIntent order,
    long writtenAt,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String signal)
    implements LaneRequest {

  /** Fills in what older state lacks. */
  public OrderRequest {
    signal = signal == null ? "" : signal;
  }

  /** Who wants it, and of what. */
  public record Origin(String strategy, String instrument) {}

  /** Who wants it, and of what. */
  public Origin origin() {
    return new Origin(strategy, instrument);
  }

  /** The second order of a pair of which one cancels the other, as an order of its own. */
  public Optional<OrderRequest> second() {
    return order.second().map(this::placing);
  }

  /** The same request for another order. */
  OrderRequest placing(OrderIntent other) {
    return new OrderRequest(
        account, strategy, instrument, decision, decisionTime, other, writtenAt, signal);
  }

  /** What it is followed by: the signal that led to it, or the order's own id. */
  public String correlation() {
    return signal.isEmpty() ? order.clientOrderId() : signal;
  }

  /** The order of an approved decision. */
  public static OrderRequest of(Decision decision, OrderIntent order, long writtenAt) {
    return new OrderRequest(
        decision.account(),
        decision.strategy(),
        decision.instrument(),
        decision.sequence(),
        decision.time(),
        order,
        writtenAt,
        decision.correlation());
  }

  /**
   * An order that the gate remembers and we do not, as it has to be cancelled. How it was to be
   * placed is not known and does not matter any more.
   *
   * @param by the decision that wants it cancelled
   */
  public static OrderRequest of(CancelTarget target, String instrument, LaneRequest by) {
    return new OrderRequest(
        by.account(),
        target.strategy(),
        instrument,
        target.decision(),
        by.decisionTime(),
        new OrderIntent(
                target.clientOrderId(),
                target.side(),
                OrderType.MARKET,
                TimeInForce.GTC,
                target.quantity(),
                0)
            .spending(target.quoteAmount()),
        by.writtenAt(),
        "");
  }
}
