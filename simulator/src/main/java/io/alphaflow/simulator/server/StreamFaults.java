package io.alphaflow.simulator.server;

import io.alphaflow.simulator.faults.ConnectionPlan;
import io.alphaflow.simulator.faults.FaultRule;
import io.alphaflow.simulator.faults.FaultRule.On;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.faults.MarketFaults;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Brings a scenario to the connections to streams, those that are open and those to come, and
 * begins what is scheduled. Belongs to the exchange's thread.
 */
public final class StreamFaults {

  private final Vertx vertx;
  private final MarketFaults faults;
  private final LongSupplier wall;
  private final Map<StreamClient, Connection> open = new LinkedHashMap<>();
  private final Map<On, Integer> numbers = new EnumMap<>(On.class);
  private final List<Long> timers = new ArrayList<>();

  /** One of its kind, counted from 1. */
  private record Connection(On on, int number) {}

  StreamFaults(Vertx vertx, MarketFaults faults, LongSupplier wall) {
    this.vertx = vertx;
    this.faults = faults;
    this.wall = wall;
  }

  /** What goes wrong with requests, and how often anything went wrong. */
  public MarketFaults market() {
    return faults;
  }

  /** A connection was opened to the streams of the market or of accounts. */
  void opened(StreamClient client, On on) {
    Connection connection = new Connection(on, numbers.merge(on, 1, Integer::sum));
    open.put(client, connection);
    faults.scenario().ifPresent(s -> client.setFaults(plan(s, client, connection)));
  }

  void closed(StreamClient client) {
    open.remove(client);
    client.setFaults(null);
  }

  /** From now on these faults happen, and no others; connections keep their numbers. */
  public void begin(FaultScenario scenario) {
    stop();
    faults.begin(scenario);
    open.forEach((client, connection) -> client.setFaults(plan(scenario, client, connection)));
    for (FaultRule rule : scenario.rules()) {
      if (rule.when().afterMillis() >= 0) {
        timers.add(vertx.setTimer(Math.max(1, rule.when().afterMillis()), id -> beginNow(rule)));
      }
    }
  }

  /** From now on nothing goes wrong; what is held back or stalled goes on. */
  public void stop() {
    timers.forEach(vertx::cancelTimer);
    timers.clear();
    faults.stop();
    open.keySet().forEach(client -> client.setFaults(null));
  }

  private void beginNow(FaultRule rule) {
    if (!faults.beginNow(rule)) {
      // A connection that is cut leaves the map.
      List.copyOf(open.keySet()).forEach(client -> client.faults().beginIfMine(rule));
    }
  }

  private FaultyConnection plan(FaultScenario scenario, StreamClient client, Connection of) {
    ConnectionPlan plan = new ConnectionPlan(scenario, of.on(), of.number());
    return new FaultyConnection(vertx, wall, faults, plan, client);
  }
}
