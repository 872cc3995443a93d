package io.alphaflow.execution.lane;

import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.execution.order.OrderRequest;
import io.alphaflow.execution.order.OrderState;
import io.alphaflow.execution.order.OrderTracker;
import java.util.Optional;

/**
 * Pairs of orders of which one cancels the other. Until they are sent, the first stands for both:
 * it waits, is sent, or is given up with the second. From then on each is an order of its own: the
 * venue ends the one when the other trades, and what became of each is asked for by its own id. On
 * the lane's thread.
 */
final class OrderPairs {

  private final LaneState state;

  OrderPairs(LaneState state) {
    this.state = state;
  }

  /** The second of a pair whose first this is. */
  Optional<OrderTracker> second(OrderTracker first) {
    return first.request().order().second().map(OrderIntent::clientOrderId).flatMap(state::find);
  }

  /** The second of a pair that is still to be sent with its first. */
  Optional<OrderTracker> waitingSecond(OrderTracker first) {
    return second(first).filter(other -> other.state() == OrderState.PENDING);
  }

  /** Together they never trade more than the quantity; if the venue lets them, a person is told. */
  void check(OrderTracker order, ExchangeLane lane) {
    first(order).ifPresent(first -> second(first).ifPresent(other -> check(first, other, lane)));
  }

  private Optional<OrderTracker> first(OrderTracker order) {
    Optional<OrderTracker> first =
        OrderIntent.firstOf(order.request().order().clientOrderId()).flatMap(state::find);
    return first.isPresent() ? first : Optional.of(order);
  }

  private static void check(OrderTracker first, OrderTracker second, ExchangeLane lane) {
    OrderRequest request = first.request();
    long filled = Math.addExact(first.filledQuantity(), second.filledQuantity());
    if (filled > request.order().quantity()) {
      lane.problem(
          "OVERFILL",
          request,
          "both of the pair together filled %s of %s"
              .formatted(Fixed8.format(filled), Fixed8.format(request.order().quantity())));
    }
  }
}
