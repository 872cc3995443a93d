package io.alphaflow.simulator.faults;

import java.util.ArrayList;
import java.util.List;

/** What goes wrong with requests: a function of the seed and the requests' order. */
final class RequestPlan {

  private static final long MICROS_PER_MILLI = 1_000;

  private final Chance chance;
  private final List<FaultRule> waiting = new ArrayList<>();
  private long requests;
  private FaultRule burst;
  private long burstRequests;
  private long burstUntil;

  RequestPlan(FaultScenario scenario, Fault.Scope scope) {
    List<FaultRule> rules = scenario.of(scope);
    this.chance = new Chance(rules, ConnectionPlan.random(scenario.seed(), ~scope.ordinal()));
    rules.stream().filter(r -> r.when().atRequest() > 0).forEach(waiting::add);
  }

  /** Begins a fault now. */
  void begin(FaultRule rule, long nowMicros) {
    burst = rule;
    burstRequests = rule.details().count();
    burstUntil = nowMicros + rule.details().forMillis() * MICROS_PER_MILLI;
  }

  /** What happens to the next request, or null. */
  FaultRule onRequest(long nowMicros) {
    requests++;
    FaultRule drawn = chance.next();
    if (burst == null || isOver(nowMicros)) {
      burst = null;
      if (drawn != null) {
        begin(drawn, nowMicros);
      }
      waiting.removeIf(
          rule -> {
            boolean now = rule.when().atRequest() == requests;
            if (now) {
              begin(rule, nowMicros);
            }
            return now;
          });
    }
    burstRequests--;
    return burst;
  }

  private boolean isOver(long nowMicros) {
    return burst.details().count() > 0 ? burstRequests <= 0 : nowMicros >= burstUntil;
  }
}
