package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;

/** What a venue would report of an order. */
final class Reports {

  private Reports() {}

  /** What was ordered, base. */
  static long quantity(Decision decision) {
    return order(decision).quantity();
  }

  private static OrderIntent order(Decision decision) {
    return decision
        .approvedOrder()
        .orElseThrow(() -> new IllegalStateException("not approved: " + decision.violations()));
  }

  private static String id(Decision decision) {
    return order(decision).clientOrderId();
  }

  /** All of it was traded. */
  static ExecutionReport fill(
      Decision decision, long sequence, long quantity, long price, long fee, String feeAsset) {
    return report(
        decision,
        id(decision),
        sequence,
        ExecutionType.FILL,
        quantity,
        price,
        fee,
        fee == 0 ? "" : feeAsset);
  }

  /** It ended without a trade. */
  static ExecutionReport ended(Decision decision, long sequence, ExecutionType how) {
    return report(decision, id(decision), sequence, how, 0, 0, 0, "");
  }

  /** The venue has an order like this one, of another id. */
  static ExecutionReport accepted(Decision like, String clientOrderId) {
    return report(like, clientOrderId, 1, ExecutionType.ACCEPTED, 0, 0, 0, "");
  }

  private static ExecutionReport report(
      Decision decision,
      String clientOrderId,
      long sequence,
      ExecutionType type,
      long quantity,
      long price,
      long fee,
      String feeAsset) {
    OrderIntent order = order(decision);
    return new ExecutionReport(
        decision.account(),
        decision.strategy(),
        decision.instrument(),
        clientOrderId,
        decision.sequence(),
        sequence,
        type,
        order.side(),
        order.quantity(),
        "drill",
        quantity == 0 ? 0 : sequence,
        quantity,
        price,
        quantity,
        fee,
        feeAsset,
        false,
        type != ExecutionType.ACCEPTED,
        0,
        "",
        decision.correlation());
  }
}
