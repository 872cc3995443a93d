package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import io.alphaflow.simulator.matching.Fill;

/** An order at a venue, as its reports count it. */
final class VenueOrder {

  private final Decision decision;
  private final OrderIntent order;
  private long placed;
  private long quantity;
  private long sequence;
  private long filled;

  /**
   * An order of a decision, on its way.
   *
   * @param order which of its orders
   */
  VenueOrder(Decision decision, OrderIntent order) {
    this.decision = decision;
    this.order = order;
    this.placed = order.quantity();
    this.quantity = placed;
  }

  Decision decision() {
    return decision;
  }

  /** Less of it is placed than was decided, base: another filled the rest. */
  void placing(long less) {
    placed = less;
    quantity = less;
  }

  OrderIntent order() {
    return order;
  }

  /** It is smaller from now on, by another decision. */
  ExecutionReport amended(Decision by, long smaller, String venueOrderId, long time) {
    quantity = smaller;
    return report(
        ExecutionReport.amendment(by.sequence()),
        ExecutionType.AMENDED,
        venueOrderId,
        null,
        false,
        smaller,
        0,
        time,
        "");
  }

  String instrument() {
    return decision.instrument();
  }

  long filled() {
    return filled;
  }

  ExecutionReport accepted(long venueOrderId, long time) {
    return report(ExecutionType.ACCEPTED, Long.toString(venueOrderId), null, false, time, "");
  }

  /**
   * A part is filled.
   *
   * @param last whether the venue has it as filled; of an order by an amount nothing else tells,
   *     and it was one for what it traded then
   */
  ExecutionReport filled(Fill fill, boolean last, long time) {
    filled += fill.quantity();
    if (last && order.byAmount()) {
      quantity = filled;
    }
    return report(ExecutionType.FILL, Long.toString(fill.orderId()), fill, last, time, "");
  }

  ExecutionReport ended(ExecutionType how, String venueOrderId, long time, String reason) {
    return report(how, venueOrderId, null, true, time, reason);
  }

  private ExecutionReport report(
      ExecutionType type, String venueOrderId, Fill fill, boolean last, long time, String reason) {
    long size = last ? quantity : placed;
    return report(++sequence, type, venueOrderId, fill, last, size, filled, time, reason);
  }

  private ExecutionReport report(
      long number,
      ExecutionType type,
      String venueOrderId,
      Fill fill,
      boolean last,
      long size,
      long soFar,
      long time,
      String reason) {
    return new ExecutionReport(
        decision.account(),
        decision.strategy(),
        decision.instrument(),
        order().clientOrderId(),
        decision.sequence(),
        number,
        type,
        order().side(),
        size,
        venueOrderId,
        fill == null ? 0 : fill.tradeId(),
        fill == null ? 0 : fill.quantity(),
        fill == null ? 0 : fill.price(),
        soFar,
        fill == null ? 0 : fill.commission(),
        fill == null ? "" : fill.commissionAsset(),
        fill != null && fill.maker(),
        last,
        time,
        reason,
        decision.correlation());
  }
}
