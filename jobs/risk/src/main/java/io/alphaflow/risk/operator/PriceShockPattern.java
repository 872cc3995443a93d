package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.PriceShock;
import io.alphaflow.risk.breaker.PriceShockRule;
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
 * The price-shock breaker, for all instruments with one rule. Its trips stand in the partition of
 * the price: each partition of the journal sees the prices of all instruments. An event that
 * completes a move up and one down gives two trips, each of the breaker of its direction.
 *
 * <p>State: at most {@link PriceShock#CELLS} + 1 matches under way and as many events for each
 * instrument and direction, see {@link PriceShock}.
 */
final class PriceShockPattern extends BreakerPattern {

  private static final long serialVersionUID = 1L;
  private static final String FROM = "from";
  private static final String FRESHER = "fresher";
  private static final String TO = "to";

  private final PriceShockRule rule;
  private final BreakerOptions options;

  PriceShockPattern(PriceShockRule rule, BreakerOptions options) {
    this.rule = rule;
    this.options = options;
  }

  @Override
  String id() {
    return PriceShock.TITLE + "-" + rule.id();
  }

  @Override
  String title() {
    return PriceShock.TITLE + " " + Fixed8.format(rule.move());
  }

  @Override
  public void flatMap(BreakerEvent event, Collector<Watched> out) {
    if (event.kind() == BreakerEvent.Kind.PRICE
        && options.priceShock(event.instrument()).filter(rule::equals).isPresent()) {
      for (PriceShock.Direction direction : PriceShock.Direction.values()) {
        String key = new PriceShock(direction, rule).key(event.instrument());
        out.collect(new Watched(key, event, true));
      }
    }
  }

  @Override
  Pattern<Watched, ?> pattern() {
    return Pattern.<Watched>begin(FROM, AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(Watched::counts))
        .notFollowedBy(FRESHER)
        .where(new After(rule, false))
        .followedBy(TO)
        .where(new After(rule, true))
        .within(PartitionClock.units(rule.withinMicros()));
  }

  private static PriceShock shock(PriceShockRule rule, Watched watched) {
    PriceShock up = new PriceShock(PriceShock.Direction.UP, rule);
    return watched.key().equals(up.key(watched.event().instrument()))
        ? up
        : new PriceShock(PriceShock.Direction.DOWN, rule);
  }

  @Override
  public void processMatch(
      Map<String, List<Watched>> match, Context context, Collector<LogWrite> out) {
    Watched to = match.get(TO).get(0);
    BreakerTrip trip = shock(rule, to).trip(match.get(FROM).get(0).event(), to.event());
    out.collect(LogWrite.toPartition(to.event().partition(), trip));
  }

  /**
   * What an event does to a match under way: completes it, or ends it because the event is the
   * better one to begin with. It never does both.
   */
  private static final class After extends IterativeCondition<Watched> {
    private static final long serialVersionUID = 1L;

    private final PriceShockRule rule;
    private final boolean completes;

    After(PriceShockRule rule, boolean completes) {
      this.rule = rule;
      this.completes = completes;
    }

    @Override
    public boolean filter(Watched watched, Context<Watched> match) throws Exception {
      Iterator<Watched> begun = match.getEventsForPattern(FROM).iterator();
      if (!begun.hasNext()) {
        // Flink also asks what the event that begins a match would do to that match.
        return false;
      }
      PriceShock shock = shock(rule, watched);
      BreakerEvent from = begun.next().event();
      boolean shocked = shock.between(from, watched.event());
      return completes ? shocked : !shocked && shock.replaces(watched.event(), from);
    }
  }
}
