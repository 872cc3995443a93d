package io.alphaflow.cli.whatif;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.OrderIntent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Orders that stay as they were: their recorded reports hold, told of the number that their
 * decision has now.
 */
final class KeptOrders {

  /** An order, by both its ids. */
  private static final class Kept {
    private final String id;
    private final long decision;
    private ExecutionReport last;
    private boolean cut;

    /** It is cancelled before anything was told of it, and ends when something is. */
    private boolean doomed;

    Kept(String id, long decision) {
      this.id = id;
      this.decision = decision;
    }
  }

  private final Map<String, Kept> byRecordedId = new HashMap<>();
  private final Map<String, String> recordedIds = new HashMap<>();

  /** The order of a decision is the recorded one's. */
  void keep(Decision recorded, Decision now) {
    List<OrderIntent> before = recorded.order().legs();
    List<OrderIntent> after = now.order().legs();
    for (int leg = 0; leg < after.size(); leg++) {
      String recordedId = before.get(leg).clientOrderId();
      String id = after.get(leg).clientOrderId();
      byRecordedId.put(recordedId, new Kept(id, now.sequence()));
      recordedIds.put(id, recordedId);
    }
  }

  /** The id that an order had in the record; empty when it was not there. */
  Optional<String> recordedId(String clientOrderId) {
    return Optional.ofNullable(recordedIds.get(clientOrderId));
  }

  /** A recorded report as it is now; empty when its order is another, or has ended. */
  Optional<ExecutionReport> report(ExecutionReport recorded) {
    Kept order = byRecordedId.get(recorded.clientOrderId());
    if (order == null || order.cut) {
      return Optional.empty();
    }
    ExecutionReport now =
        order.id.equals(recorded.clientOrderId()) && order.decision == recorded.decision()
            ? recorded
            : with(recorded, order.id, order.decision, recorded.sequence());
    if (order.doomed) {
      order.cut = true;
      return now.last() && now.cumulativeQuantity() == 0
          ? Optional.of(now)
          : Optional.of(cancelled(now, now.sequence(), 0, now.time()));
    }
    if (recorded.executionType() != ExecutionType.AMENDED) {
      order.last = now;
    }
    return Optional.of(now);
  }

  private static ExecutionReport with(
      ExecutionReport report, String id, long decision, long sequence) {
    return new ExecutionReport(
        report.account(),
        report.strategy(),
        report.instrument(),
        id,
        decision,
        sequence,
        report.executionType(),
        report.side(),
        report.orderQuantity(),
        report.venueOrderId(),
        report.venueTradeId(),
        report.lastQuantity(),
        report.lastPrice(),
        report.cumulativeQuantity(),
        report.fee(),
        report.feeAsset(),
        report.maker(),
        report.last(),
        report.time(),
        report.reason(),
        report.signal());
  }

  /**
   * An order is cancelled that was not in the record: what was recorded of it from here on did not
   * happen.
   *
   * @return the report of its end; empty when it has ended before, or nothing was told of it so
   *     far: then the first that is told is its end
   */
  Optional<ExecutionReport> cut(String clientOrderId, long time) {
    Kept order = byRecordedId.get(recordedIds.get(clientOrderId));
    if (order == null || order.cut) {
      return Optional.empty();
    }
    if (order.last == null) {
      order.doomed = true;
      return Optional.empty();
    }
    if (order.last.last()) {
      return Optional.empty();
    }
    order.cut = true;
    ExecutionReport last = order.last;
    return Optional.of(cancelled(last, last.sequence() + 1, last.cumulativeQuantity(), time));
  }

  private static ExecutionReport cancelled(
      ExecutionReport of, long sequence, long filled, long time) {
    return new ExecutionReport(
        of.account(),
        of.strategy(),
        of.instrument(),
        of.clientOrderId(),
        of.decision(),
        sequence,
        ExecutionType.CANCELED,
        of.side(),
        of.orderQuantity(),
        of.venueOrderId(),
        0,
        0,
        0,
        filled,
        0,
        "",
        false,
        true,
        time,
        "",
        of.signal());
  }
}
