package io.alphaflow.execution.order;

import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.OrderStatus;
import io.alphaflow.exchange.trading.OrderView;
import java.util.ArrayList;
import java.util.List;

/**
 * An order as a venue has it, by the simplest rules, and all that can ever be heard of it: after
 * each change an event, the answer to a question and the answer to the order with all its fills.
 */
final class ModelOrder {

  private final OrderRequest request;
  private final List<OrderView> views = new ArrayList<>();
  private final List<Fill> fills = new ArrayList<>();
  private OrderStatus status;
  private long size;
  private long time = Orders.CREATED;

  ModelOrder(OrderRequest request) {
    this.request = request;
  }

  /** The venue takes it, for so much. */
  void place(long quantity) {
    size = quantity;
    happens(OrderStatus.NEW);
  }

  /** It trades so much, as much as is left at most. */
  void fill(long quantity) {
    long traded = Math.min(quantity, size - filled());
    time++;
    Fill fill = Orders.fill(time - Orders.CREATED, traded);
    fills.add(fill);
    happens(filled() == size ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED, fill);
  }

  /** It ends with what it has traded. */
  void end(OrderStatus as) {
    time++;
    happens(as);
  }

  /** It becomes smaller; whether the venue does that. */
  boolean amend(long quantity) {
    if (!isOpen() || quantity >= size || quantity <= filled()) {
      return false;
    }
    size = quantity;
    time++;
    happens(status);
    return true;
  }

  private void happens(OrderStatus now, Fill... with) {
    status = now;
    views.add(view(List.of(with)));
    views.add(view(List.of()));
    views.add(view(fills));
  }

  private OrderView view(List<Fill> with) {
    return Orders.sized(request, size, status, filled(), time, with.toArray(Fill[]::new));
  }

  boolean isPlaced() {
    return status != null;
  }

  boolean isOpen() {
    return isPlaced() && !status.isFinal();
  }

  OrderStatus status() {
    return status;
  }

  long size() {
    return size;
  }

  long filled() {
    return fills.stream().mapToLong(Fill::quantity).sum();
  }

  List<Fill> fills() {
    return List.copyOf(fills);
  }

  /** All that was told up to now, in any way. */
  List<OrderView> views() {
    return views;
  }

  /** The answer to a question now. */
  OrderView now() {
    return view(List.of());
  }
}
