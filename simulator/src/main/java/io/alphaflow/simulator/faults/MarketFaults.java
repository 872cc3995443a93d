package io.alphaflow.simulator.faults;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The faults that happen now, and how often each has happened. Without a scenario nothing happens.
 * Belongs to the exchange's thread.
 */
public final class MarketFaults {

  private static final long MICROS_PER_MILLI = 1_000;

  private final LongSupplier wall;
  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private FaultScenario scenario;
  private RequestPlan requests;
  private RequestPlan depthRequests;
  private RequestPlan cancels;

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
    requests = new RequestPlan(wanted, Fault.Scope.REQUEST);
    depthRequests = new RequestPlan(wanted, Fault.Scope.DEPTH_REQUEST);
    cancels = new RequestPlan(wanted, Fault.Scope.CANCEL_REQUEST);
  }

  /** From now on nothing goes wrong. */
  public void stop() {
    scenario = null;
    requests = null;
    depthRequests = null;
    cancels = null;
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

  /** Begins a fault of requests at once. */
  public void beginNow(FaultRule rule) {
    RequestPlan plan =
        switch (rule.scope()) {
          case DEPTH_REQUEST -> depthRequests;
          case CANCEL_REQUEST -> cancels;
          default -> requests;
        };
    plan.begin(rule, wall.getAsLong());
  }

  /** What happens to the next public request. */
  public Optional<FaultRule> onRequest() {
    return next(requests);
  }

  /** What happens to the next request to cancel. */
  public Optional<FaultRule> onCancel() {
    return next(cancels);
  }

  private Optional<FaultRule> next(RequestPlan plan) {
    return Optional.ofNullable(plan).map(p -> p.onRequest(wall.getAsLong())).map(this::counted);
  }

  /** By how many updates the next depth snapshot is old. */
  public int depthUpdatesAgo() {
    return Optional.ofNullable(depthRequests)
        .map(p -> p.onRequest(wall.getAsLong()))
        .map(r -> counted(r).details().updates())
        .orElse(0);
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
