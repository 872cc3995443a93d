package io.alphaflow.risk.drill;

import io.alphaflow.common.model.Decision;
import io.alphaflow.common.model.ExecutionType;
import io.alphaflow.common.model.Level;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.breaker.BreakerOptions;
import io.alphaflow.risk.breaker.CountBreaker;
import io.alphaflow.risk.breaker.CountRule;
import io.alphaflow.risk.breaker.PriceShockRule;
import io.alphaflow.risk.control.DecisionCode;
import io.alphaflow.risk.control.KillSwitch;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Drills of the circuit breakers: a journal with their pattern, the trip that follows from it, and
 * an order after it. The patterns are looked for by {@link BreakerReference}; that Flink finds the
 * same is tested elsewhere.
 */
final class BreakerDrills {

  private static final long ONE = Fixed8.ONE;
  private static final long START = Rehearsal.START;
  private static final String SOURCE = "risk.breakers";

  private final DrillDesk desk;
  private final BreakerOptions breakers;

  BreakerDrills(DrillDesk desk) {
    this.desk = desk;
    this.breakers = desk.configured().breakers();
  }

  List<Planned> all() {
    List<Planned> planned = new ArrayList<>();
    for (CountBreaker breaker : CountBreaker.values()) {
      desk.configured().currencies().keySet().stream()
          .filter(account -> !breakers.accounts().containsKey(account))
          .findFirst()
          .ifPresent(account -> planned.add(count(breaker, breakers.counts(), account, "default")));
      breakers
          .accounts()
          .forEach(
              (account, rules) ->
                  planned.add(count(breaker, rules, account, "accounts." + account)));
    }
    Subject anyone = desk.anyone();
    planned.add(shock(breakers.priceShock(), anyone, "default"));
    breakers
        .instruments()
        .forEach(
            (instrument, rule) -> {
              Subject subject = desk.subject(anyone.account(), Level.instrument(instrument));
              planned.add(shock(rule, subject, "symbols." + instrument));
            });
    return planned;
  }

  private Planned count(
      CountBreaker breaker, Map<CountBreaker, CountRule> rules, String account, String where) {
    CountRule rule = rules.get(breaker);
    String source = String.join(".", SOURCE, where, breaker.key());
    if (rule.isOff()) {
      return Planned.off(code(breaker), breaker.key() + " off", source);
    }
    Subject subject = desk.subject(account, Level.DESK);
    BreakerOptions only = BreakerOptions.of(Map.of(breaker, rule), PriceShockRule.OFF);
    return Planned.of(
        Drill.rejects(
            code(breaker),
            KillSwitch.class,
            "%s %d in %s s".formatted(breaker.key(), rule.count(), seconds(rule.withinMicros())),
            source,
            desk.withBreakers(subject, only),
            subject,
            journal(breaker, rule)));
  }

  private static String seconds(long micros) {
    return Fixed8.format(Math.multiplyExact(micros, ONE / 1_000_000));
  }

  private static DecisionCode code(CountBreaker breaker) {
    return switch (breaker) {
      case ORDER_VELOCITY -> DecisionCode.ORDER_VELOCITY;
      case REPEATED_EXECUTION -> DecisionCode.REPEATED_EXECUTION;
      case LOSING_STREAK -> DecisionCode.LOSING_STREAK;
      case REJECT_STORM -> DecisionCode.REJECT_STORM;
    };
  }

  /** As many events as trip it, over all of the time but the last microsecond; then an order. */
  private static Consumer<Rehearsal> journal(CountBreaker breaker, CountRule rule) {
    return r -> {
      r.open();
      long gap = (rule.withinMicros() - 1) / (rule.count() - 1);
      for (int i = 0; i < rule.count(); i++) {
        r.clock(START + i * gap);
        event(breaker, r);
      }
      r.buy(1);
    };
  }

  private static void event(CountBreaker breaker, Rehearsal r) {
    switch (breaker) {
      case ORDER_VELOCITY, REPEATED_EXECUTION -> r.end(r.buy(1), ExecutionType.CANCELED);
      case REJECT_STORM -> r.end(r.buy(1), ExecutionType.REJECTED);
      case LOSING_STREAK -> {
        Decision bought = r.buy(ONE);
        r.fill(bought, 1);
        r.fill(r.order(Want.sell(ONE)), 1);
      }
    }
  }

  private Planned shock(PriceShockRule rule, Subject subject, String where) {
    DecisionCode code = DecisionCode.PRICE_SHOCK;
    String source = String.join(".", SOURCE, where, PriceShockRule.KEY);
    if (rule.isOff()) {
      return Planned.off(code, PriceShockRule.KEY + " off", source);
    }
    return Planned.of(
        Drill.rejects(
            code,
            KillSwitch.class,
            "%s %s in %s s"
                .formatted(
                    PriceShockRule.KEY, Fixed8.format(rule.move()), seconds(rule.withinMicros())),
            source,
            desk.withBreakers(subject, BreakerOptions.of(Map.of(), rule)),
            subject,
            r -> fall(r, rule)));
  }

  /** The price falls by almost so much, and at the end of the time by all of it. */
  private static void fall(Rehearsal r, PriceShockRule rule) {
    r.open();
    long move = Fixed8.multiply(ONE, rule.move(), RoundingMode.CEILING);
    r.mark(ONE - move + 1, START + 1);
    r.buy(1);
    r.mark(ONE - move, START + rule.withinMicros() - 1);
    r.buy(1);
  }
}
