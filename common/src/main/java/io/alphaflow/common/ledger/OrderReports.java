package io.alphaflow.common.ledger;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.state.HighWater.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells new execution reports from repeated ones, by the number that each order counts.
 *
 * <p>Open orders are remembered until their last report; of ended orders the most recent {@value
 * #REMEMBERED} are.
 */
public final class OrderReports {

  static final int REMEMBERED = 2_000;

  private final SortedMap<String, Long> open = new TreeMap<>();
  private final Map<String, Long> ended = new LinkedHashMap<>();

  /** Records one delivery. A fill after the end of its order is a {@code CONFLICT}. */
  public Verdict observe(ExecutionReport report) {
    String order = report.clientOrderId();
    Long finalSequence = ended.get(order);
    if (finalSequence != null) {
      return report.sequence() <= finalSequence ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }
    long last = open.getOrDefault(order, 0L);
    if (report.sequence() <= last) {
      return Verdict.DUPLICATE;
    }
    if (report.last()) {
      open.remove(order);
      ended.put(order, report.sequence());
      if (ended.size() > REMEMBERED) {
        ended.remove(ended.keySet().iterator().next());
      }
    } else {
      open.put(order, report.sequence());
    }
    return report.sequence() == last + 1 ? Verdict.NEXT : Verdict.GAP;
  }
}
