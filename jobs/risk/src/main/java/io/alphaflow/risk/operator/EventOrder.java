package io.alphaflow.risk.operator;

import io.alphaflow.risk.breaker.Watched;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.Comparator;
import org.apache.flink.cep.EventComparator;

/**
 * The order of events of equal time; there are none in one partition, but without a stated order
 * they would be taken as they come.
 */
final class EventOrder implements EventComparator<Watched> {

  private static final long serialVersionUID = 1L;

  private static final Comparator<BreakerEvent> ORDER =
      Comparator.comparingLong(BreakerEvent::decisionSequence)
          .thenComparing(BreakerEvent::kind)
          .thenComparing(BreakerEvent::strategy)
          .thenComparing(BreakerEvent::instrument)
          .thenComparingLong(BreakerEvent::value);

  @Override
  public int compare(Watched a, Watched b) {
    return ORDER.compare(a.event(), b.event());
  }
}
