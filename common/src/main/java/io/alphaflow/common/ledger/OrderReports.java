package io.alphaflow.common.ledger;

import io.alphaflow.common.ledger.EndedOrders.End;
import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.state.HighWater.Verdict;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells new execution reports from repeated ones, by the number that each order counts.
 *
 * <p>Open orders are remembered until their last report; of ended orders the most recent {@value
 * #REMEMBERED} are, and of older ones that they have ended: a bit for each decision of the account.
 */
public final class OrderReports {

  static final int REMEMBERED = 2_000;

  /** Two megabytes of bits. */
  private static final long MOST_DECISIONS = 16_000_000;

  private final SortedMap<String, Long> open = new TreeMap<>();
  private final EndedOrders ended = new EndedOrders();
  private long[] forgotten = {};

  /**
   * Records one delivery. A report that an order became smaller means the same twice, so it is not
   * remembered, and repeated after the order's end. A fill after the end of its order is a {@code
   * CONFLICT}.
   */
  public Verdict observe(ExecutionReport report) {
    String order = report.clientOrderId();
    End end = ended.get(order);
    if (report.executionType() == ExecutionType.AMENDED) {
      boolean over = end != null || !open.containsKey(order) && isForgotten(report.decision());
      return over ? Verdict.DUPLICATE : Verdict.NEXT;
    }
    if (end != null) {
      return report.sequence() <= end.sequence() ? Verdict.DUPLICATE : Verdict.CONFLICT;
    }
    if (!open.containsKey(order) && isForgotten(report.decision())) {
      return Verdict.DUPLICATE;
    }
    long last = open.getOrDefault(order, 0L);
    if (report.sequence() <= last) {
      return Verdict.DUPLICATE;
    }
    if (report.last()) {
      open.remove(order);
      ended.add(order, new End(report.sequence(), report.decision()));
      if (ended.size() > REMEMBERED) {
        forget(ended.removeOldest().decision());
      }
    } else {
      open.put(order, report.sequence());
    }
    return report.sequence() == last + 1 ? Verdict.NEXT : Verdict.GAP;
  }

  /**
   * That it has ended is kept for good: an old report that comes again must not be booked again.
   */
  private void forget(long decision) {
    if (decision < 1 || decision > MOST_DECISIONS) {
      return;
    }
    int word = (int) (decision / Long.SIZE);
    if (word >= forgotten.length) {
      forgotten = Arrays.copyOf(forgotten, Math.max(word + 1, 2 * forgotten.length));
    }
    forgotten[word] |= 1L << decision;
  }

  private boolean isForgotten(long decision) {
    long word = decision / Long.SIZE;
    return decision >= 1
        && word < forgotten.length
        && (forgotten[(int) word] & 1L << decision) != 0;
  }
}
