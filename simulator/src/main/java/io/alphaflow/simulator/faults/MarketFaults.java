package io.alphaflow.simulator.faults;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The faults that happen now, and how often each has happened. Without a scenario nothing happens.
 * Belongs to the exchange's thread.
 */
public final class MarketFaults {

  private static final long MICROS_PER_MILLI = 1_000;

  private static final Set<Fault.Scope> REQUESTS =
      EnumSet.of(
          Fault.Scope.REQUEST,
          Fault.Scope.ORDER_REQUEST,
          Fault.Scope.CANCEL_REQUEST,
          Fault.Scope.QUERY_REQUEST,
          Fault.Scope.DEPTH_REQUEST);

  private final LongSupplier wall;
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private FaultScenario scenario;
  private final Map<Fault.Scope, RequestPlan> requests = new EnumMap<>(Fault.Scope.class);

  /**
   * No faults.
   *
   * @param wall this machine's time, epoch µs
   */
  public MarketFaults(LongSupplier wall) {
    this.wall = wall;
  }

  /** From now on these faults happen, and no others. Counts go on. */
  public void begin(FaultScenario wanted) {
    scenario = wanted;
    REQUESTS.forEach(scope -> requests.put(scope, new RequestPlan(wanted, scope)));
  }

  /** From now on nothing goes wrong. */
  public void stop() {
    scenario = null;
    requests.clear();
  }

  /** What goes wrong now. */
  public Optional<FaultScenario> scenario() {
    return Optional.ofNullable(scenario);
  }

  /** How often each fault has happened; those that have not are not there. */
  public Map<Fault, Long> counts() {
    return Collections.unmodifiableMap(new EnumMap<>(counts));
  }

  /** Counts a fault. */
  public void happened(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }

  /** Begins a fault of requests at once; whether it is one. */
  public boolean beginNow(FaultRule rule) {
    RequestPlan plan = requests.get(rule.scope());
    if (plan != null) {
      plan.begin(rule, wall.getAsLong());
    }
    return plan != null;
  }

  /** What happens to the next request of a kind. */
  public Optional<FaultRule> onRequest(Fault.Scope scope) {
    return Optional.ofNullable(requests.get(scope))
        .map(p -> p.onRequest(wall.getAsLong()))
        .map(this::counted);
  }

  /** By how many updates the next depth snapshot is old. */
  public int depthUpdatesAgo() {
    return onRequest(Fault.Scope.DEPTH_REQUEST).map(r -> r.details().updates()).orElse(0);
  }

  /** By how much the venue's clock is ahead, µs. */
  public long clockSkewMicros() {
    return standing(Fault.CLOCK_SKEW).stream()
        .map(this::counted)
        .mapToLong(r -> r.details().offsetMillis() * MICROS_PER_MILLI)
        .sum();
  }

  /** The limit of old trades that holds for a symbol. */
  public Optional<FaultRule> oldTrades(String symbol) {
    return standing(Fault.OLD_TRADES).stream()
        .filter(r -> r.where().symbol().isEmpty() || r.where().symbol().equals(symbol))
        .findFirst();
  }

  /**
   * The first trade id that can still be had under a limit.
   *
   * @param newest id of the newest trade
   */
  public static long firstKept(FaultRule limit, long newest) {
    return limit.details().below() > 0
        ? limit.details().below()
        : newest - limit.details().keep() + 1;
  }

  private List<FaultRule> standing(Fault fault) {
    return scenario == null
        ? List.of()
        : scenario.rules().stream().filter(r -> r.fault() == fault).toList();
  }

  private FaultRule counted(FaultRule rule) {
    happened(rule.fault());
    return rule;
  }
}
