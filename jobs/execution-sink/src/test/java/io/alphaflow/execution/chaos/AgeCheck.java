package io.alphaflow.execution.chaos;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Decision;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.execution.chaos.Problem.Kind;
import io.alphaflow.simulator.matching.OrderState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No order came to the venue when its decision was too old to be sent. */
final class AgeCheck {

  /**
   * An order that was sent is valid for a second, and the desk's idea of the venue's clock lags.
   */
  private static final long UNDER_WAY_MILLIS = 1_500;

  private AgeCheck() {}

  static void check(Evidence evidence, List<Problem> problems) {
    Map<String, Long> written = written(evidence.decisions());
    for (OrderState order : evidence.ledger().orders()) {
      Long since = written.get(order.clientOrderId());
      long received = order.request().receivedWallMicros() / 1_000;
      long patience = evidence.intentTimeout().toMillis();
      if (since != null && received - since > patience + UNDER_WAY_MILLIS) {
        String what = "%s was placed %d ms after its decision, %d ms were allowed";
        problems.add(
            new Problem(
                Kind.TOO_OLD, what.formatted(order.clientOrderId(), received - since, patience)));
      }
    }
  }

  /** When each order's decision was written, wall clock, epoch milliseconds; the last time. */
  private static Map<String, Long> written(List<RawRecord> decisions) {
    Map<String, Long> written = new HashMap<>();
    List<Decision> all = Evidence.decode(Topics.DECISIONS, decisions);
    for (int i = 0; i < all.size(); i++) {
      long time = decisions.get(i).timestamp();
      all.get(i)
          .approvedOrder()
          .ifPresent(order -> written.merge(order.clientOrderId(), time, Math::max));
    }
    return written;
  }
}
