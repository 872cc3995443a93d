package io.alphaflow.execution.order;

import io.alphaflow.common.model.ExecutionReport;

/** Takes what follows from a fact about an order. */
public interface TrackerOutput {

  /** The next report of the order. */
  void report(ExecutionReport report);

  /** The venue's facts do not fit together; a person should look. */
  void problem(String code, OrderRequest order, String message);
}
