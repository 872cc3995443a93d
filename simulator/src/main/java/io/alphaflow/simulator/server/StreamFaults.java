package io.alphaflow.simulator.server;

import io.alphaflow.simulator.faults.ConnectionPlan;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultRule;
import io.alphaflow.simulator.faults.FaultScenario;
import io.alphaflow.simulator.faults.MarketFaults;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Brings a scenario to the connections of the market streams, those that are open and those to
 * come, and begins what is scheduled. Belongs to the exchange's thread.
 */
public final class StreamFaults {

  private final Vertx vertx;
  private final MarketFaults faults;
  private final LongSupplier wall;
  private final Map<StreamClient, Integer> open = new LinkedHashMap<>();
  private final List<Long> timers = new ArrayList<>();
  private int connections;

  StreamFaults(Vertx vertx, MarketFaults faults, LongSupplier wall) {
    this.vertx = vertx;
    this.faults = faults;
    this.wall = wall;
  }

  /** What goes wrong with requests, and how often anything went wrong. */
  public MarketFaults market() {
    return faults;
  }

  void opened(StreamClient client) {
    open.put(client, ++connections);
    faults.scenario().ifPresent(s -> client.setFaults(plan(s, client, connections)));
  }

  void closed(StreamClient client) {
    open.remove(client);
    client.setFaults(null);
  }

  /** From now on these faults happen, and no others; connections keep their numbers. */
  public void begin(FaultScenario scenario) {
    stop();
    faults.begin(scenario);
    open.forEach((client, number) -> client.setFaults(plan(scenario, client, number)));
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
    if (rule.fault().scope() == Fault.Scope.REQUEST
        || rule.fault().scope() == Fault.Scope.DEPTH_REQUEST) {
      faults.beginNow(rule);
      return;
    }
    // A connection that is cut leaves the map.
    new LinkedHashMap<>(open)
        .forEach(
            (client, number) -> {
              int wanted = rule.where().connection();
              if (wanted == 0 || wanted == number) {
                client.faults().begin(rule);
              }
            });
  }

  private FaultyConnection plan(FaultScenario scenario, StreamClient client, int number) {
    return new FaultyConnection(vertx, wall, faults, new ConnectionPlan(scenario, number), client);
  }
}
