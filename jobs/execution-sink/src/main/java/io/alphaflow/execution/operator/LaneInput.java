package io.alphaflow.execution.operator;

import io.alphaflow.execution.order.AmendRequest;
import io.alphaflow.execution.order.CancelRequest;
import io.alphaflow.execution.order.LaneRequest;
import io.alphaflow.execution.order.OrderRequest;

/**
 * A {@link LaneRequest} on its way between tasks: Flink carries no sealed types.
 *
 * @param account the key
 * @param order null when it is something else
 * @param cancel null when it is something else
 * @param amend null when it is something else
 */
public record LaneInput(
    String account, OrderRequest order, CancelRequest cancel, AmendRequest amend) {

  static LaneInput of(LaneRequest request) {
    return new LaneInput(
        request.account(),
        request instanceof OrderRequest order ? order : null,
        request instanceof CancelRequest cancel ? cancel : null,
        request instanceof AmendRequest amend ? amend : null);
  }

  LaneRequest request() {
    return order != null ? order : cancel != null ? cancel : amend;
  }
}
