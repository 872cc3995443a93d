package io.alphaflow.risk.operator;

import io.alphaflow.common.flink.LogWrite;
import io.alphaflow.common.model.BreakerTrip;
import io.alphaflow.risk.RiskOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.CountTrip;
import io.alphaflow.risk.breaker.Watched;
import io.alphaflow.risk.gate.BreakerEvent;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.util.Collector;

/**
 * A breaker that counts, for all accounts with one rule.
 *
 * <p>State: at most {@code count − 1} matches under way and as many events for each key, because
 * every event that counts joins all matches that are under way, one that does not ends them, and a
 * match takes all of them away.
 */
final class CountPattern extends BreakerPattern {

  private static final long serialVersionUID = 1L;
  private static final String ROW = "row";

  private final CountBreaker breaker;
  private final CountRule rule;
  private final RiskOptions options;

  CountPattern(CountBreaker breaker, CountRule rule, RiskOptions options) {
    this.breaker = breaker;
    this.rule = rule;
    this.options = options;
  }

  @Override
  String id() {
    return breaker.title() + "-" + rule.id();
  }

  @Override
  String title() {
    return breaker.title() + " " + rule.count();
  }

  @Override
  public void flatMap(BreakerEvent event, Collector<Watched> out) {
    List<Watched> watched = breaker.watch(event);
    if (!watched.isEmpty()
        && options.breakers().rule(breaker, event.account()).filter(rule::equals).isPresent()) {
      watched.forEach(out::collect);
    }
  }

  @Override
  Pattern<Watched, ?> pattern() {
    return Pattern.<Watched>begin(ROW, AfterMatchSkipStrategy.skipPastLastEvent())
        .where(SimpleCondition.of(Watched::counts))
        .times(rule.count())
        .consecutive()
        .within(PartitionClock.units(rule.withinMicros()));
  }

  @Override
  public void processMatch(
      Map<String, List<Watched>> match, Context context, Collector<LogWrite> out) {
    List<BreakerEvent> events = match.get(ROW).stream().map(Watched::event).toList();
    BreakerTrip trip = CountTrip.of(breaker, rule, events);
    out.collect(LogWrite.toAccount(trip.level().account(), trip, options.journalPartitions()));
  }
}
