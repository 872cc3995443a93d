package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.model.StopKind;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.EventComparator;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.util.Collector;

/**
 * The order-velocity breaker: so many approvals of an account within a time.
 *
 * <p>State: at most {@code count − 1} partial matches and as many events for each account, because
 * every approval joins all matches that are under way and a match takes all of them away.
 */
final class OrderVelocity extends PatternProcessFunction<BreakerEvent, LogWrite> {

  /** Name of the breaker in its trips. */
  static final String NAME = "order-velocity";

  private static final long serialVersionUID = 1L;
  private static final String APPROVALS = "approvals";
  private static final long MICRO = Fixed8.ONE / 1_000_000;

  private final CountRule options;
  private final int journalPartitions;

  OrderVelocity(CountRule options, int journalPartitions) {
    this.options = options;
    this.journalPartitions = journalPartitions;
  }

  Pattern<BreakerEvent, ?> pattern() {
    return Pattern.<BreakerEvent>begin(APPROVALS, AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(event -> event.kind() == BreakerEvent.Kind.APPROVED))
        .times(options.count())
        .within(PartitionClock.units(options.withinMicros()));
  }

  @Override
  public void processMatch(
      Map<String, List<BreakerEvent>> match, Context context, Collector<LogWrite> out) {
    List<BreakerEvent> approvals = match.get(APPROVALS);
    BreakerEvent first = approvals.get(0);
    BreakerEvent last = approvals.get(approvals.size() - 1);
    String evidence =
        "%d orders approved in %s s (decisions %d to %d); fewer than %d are allowed within %s s"
            .formatted(
                approvals.size(),
                Fixed8.format((last.time() - first.time()) * MICRO),
                first.decisionSequence(),
                last.decisionSequence(),
                options.count(),
                Fixed8.format(options.withinMicros() * MICRO));
    BreakerTrip trip =
        new BreakerTrip(
            Level.account(last.account()),
            NAME,
            last.time(),
            last.time(),
            StopKind.HALTED,
            0,
            false,
            evidence);
    out.collect(LogWrite.toAccount(last.account(), trip, journalPartitions));
  }

  /**
   * The order of events of equal time; there are none in one partition, but the order is stated.
   */
  static final class BySequence implements EventComparator<BreakerEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(BreakerEvent a, BreakerEvent b) {
      return Long.compare(a.decisionSequence(), b.decisionSequence());
    }
  }
}
