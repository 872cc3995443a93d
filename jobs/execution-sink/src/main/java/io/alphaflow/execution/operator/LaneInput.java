package io.alphaflow.execution.operator;

import io.alphaflow.execution.order.CancelRequest;
import io.alphaflow.execution.order.LaneRequest;
import io.alphaflow.execution.order.OrderRequest;

/**
 * A {@link LaneRequest} on its way between tasks: Flink carries no sealed types.
 *
 * @param account the key
 * @param order null when it is something else
 * @param cancel null when it is something else
 */
public record LaneInput(String account, OrderRequest order, CancelRequest cancel) {

  static LaneInput of(LaneRequest request) {
    return request instanceof OrderRequest order
        ? new LaneInput(order.account(), order, null)
        : new LaneInput(request.account(), null, (CancelRequest) request);
  }

  LaneRequest request() {
    return order == null ? cancel : order;
  }
}
