package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.PriceShock;
import io.alphaflow.risk.breaker.Watched;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.util.Collector;

/**
 * The price-shock breaker in one direction, for all instruments with one rule. Its trips stand in
 * the partition of the price: each partition of the journal sees the prices of all instruments.
 *
 * <p>State: at most {@link PriceShock#CELLS} + 1 matches under way and as many events for each
 * instrument, see {@link PriceShock}.
 */
final class PriceShockPattern extends BreakerPattern {

  private static final long serialVersionUID = 1L;
  private static final String FROM = "from";
  private static final String FRESHER = "fresher";
  private static final String TO = "to";

  private final PriceShock shock;
  private final BreakerOptions options;

  PriceShockPattern(PriceShock shock, BreakerOptions options) {
    this.shock = shock;
    this.options = options;
  }

  @Override
  String id() {
    return shock.title() + "-" + shock.rule().id();
  }

  @Override
  String title() {
    return shock.title();
  }

  @Override
  public void flatMap(BreakerEvent event, Collector<Watched> out) {
    if (event.kind() == BreakerEvent.Kind.PRICE
        && options.priceShock(event.instrument()).filter(shock.rule()::equals).isPresent()) {
      out.collect(new Watched(event.instrument(), event, true));
    }
  }

  @Override
  Pattern<Watched, ?> pattern() {
    return Pattern.<Watched>begin(FROM, AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(Watched::counts))
        .notFollowedBy(FRESHER)
        .where(new After(shock, false))
        .followedBy(TO)
        .where(new After(shock, true))
        .within(PartitionClock.units(shock.rule().withinMicros()));
  }

  @Override
  public void processMatch(
      Map<String, List<Watched>> match, Context context, Collector<LogWrite> out) {
    BreakerEvent from = match.get(FROM).get(0).event();
    BreakerEvent to = match.get(TO).get(0).event();
    out.collect(LogWrite.toPartition(to.partition(), shock.trip(from, to)));
  }

  /**
   * What an event does to a match under way: completes it, or ends it because the event is the
   * better one to begin with. It never does both.
   */
  private static final class After extends IterativeCondition<Watched> {
    private static final long serialVersionUID = 1L;

    private final PriceShock shock;
    private final boolean completes;

    After(PriceShock shock, boolean completes) {
      this.shock = shock;
      this.completes = completes;
    }

    @Override
    public boolean filter(Watched watched, Context<Watched> match) throws Exception {
      Iterator<Watched> begun = match.getEventsForPattern(FROM).iterator();
      if (!begun.hasNext()) {
        // Flink also asks what the event that begins a match would do to that match.
        return false;
      }
      BreakerEvent from = begun.next().event();
      boolean shocked = shock.between(from, watched.event());
      return completes ? shocked : !shocked && shock.replaces(watched.event(), from);
    }
  }
}
