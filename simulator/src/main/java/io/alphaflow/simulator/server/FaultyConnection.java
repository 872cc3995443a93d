package io.alphaflow.simulator.server;

import io.alphaflow.simulator.faults.ConnectionPlan;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultRule;
import io.alphaflow.simulator.faults.MarketFaults;
import io.alphaflow.simulator.protocol.MarketFrames;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** The way of messages to one client while things go wrong on purpose. */
final class FaultyConnection {

  private static final long SECOND_MILLIS = 1_000;
  private static final long MICROS_PER_MILLI = 1_000;
  private static final short GOING_AWAY = 1001;
  private static final List<String> NOT_JSON =
      List.of("<html><body>502 Bad Gateway</body></html>", "}{", "\u0000\u0001\u0002", "");

  private final Vertx vertx;
  private final LongSupplier wall;
  private final MarketFaults faults;
  private final ConnectionPlan plan;
  private final StreamClient client;
  // The message that waits for the next one of its stream to change places with.
  private final Map<String, String> held = new HashMap<>();
  private final Map<String, Long> stalledSymbols = new HashMap<>();
  private long stalledUntil;
  private final long seconds;

  FaultyConnection(
      Vertx vertx,
      LongSupplier wall,
      MarketFaults faults,
      ConnectionPlan plan,
      StreamClient client) {
    this.vertx = vertx;
    this.wall = wall;
    this.faults = faults;
    this.plan = plan;
    this.client = client;
    this.seconds =
        plan.hasSeconds() ? vertx.setPeriodic(SECOND_MILLIS, id -> begin(plan.onSecond())) : -1;
  }

  /** Stops; what is held back goes out. */
  void end() {
    vertx.cancelTimer(seconds);
    held.values().forEach(client.outbox()::send);
    held.clear();
  }

  /** Whether nothing is sent at all. */
  boolean isStalled() {
    return stalledUntil > 0 && wall.getAsLong() < stalledUntil;
  }

  /** A message is on its way. */
  void send(Channel channel, String message) {
    FaultRule rule = plan.onFrame(channel.stream());
    if (rule != null && rule.fault().scope() == Fault.Scope.CONNECTION) {
      begin(rule);
      rule = null;
    }
    if (isStalled() || isStalled(channel.symbol())) {
      return;
    }
    if (rule == null) {
      deliver(channel.stream(), message);
    } else {
      faults.happened(rule.fault());
      distort(rule, channel.stream(), message);
    }
  }

  private boolean isStalled(String symbol) {
    return !stalledSymbols.isEmpty()
        && wall.getAsLong() < stalledSymbols.getOrDefault(symbol, Long.MIN_VALUE);
  }

  private void distort(FaultRule rule, String stream, String message) {
    switch (rule.fault()) {
      case DUPLICATE -> {
        deliver(stream, message);
        deliver(stream, message);
      }
      case REORDER -> {
        String before = held.put(stream, message);
        if (before != null) {
          client.outbox().send(before);
        }
        vertx.setTimer(SECOND_MILLIS, id -> release(stream, message));
      }
      case DELAY -> {
        long wait = plan.between(rule.details().minMillis(), rule.details().maxMillis());
        vertx.setTimer(Math.max(1, wait), id -> deliver(stream, message));
      }
      case TRUNCATE ->
          deliver(stream, message.substring(0, (int) plan.between(1, message.length() - 1L)));
      case GARBAGE -> deliver(stream, NOT_JSON.get((int) plan.between(0, NOT_JSON.size() - 1L)));
      default -> {}
    }
  }

  private void deliver(String stream, String message) {
    client.outbox().send(message);
    if (!held.isEmpty()) {
      String later = held.remove(stream);
      if (later != null) {
        client.outbox().send(later);
      }
    }
  }

  /** No other message of the stream came, so there is nothing to change places with. */
  private void release(String stream, String message) {
    if (held.remove(stream, message)) {
      client.outbox().send(message);
    }
  }

  /** The same when the rule is about this connection. */
  void beginIfMine(FaultRule rule) {
    if (plan.isMine(rule)) {
      begin(rule);
    }
  }

  /** A fault of the connection begins now, or of a frame at the next that it is limited to. */
  void begin(FaultRule rule) {
    if (rule == null) {
      return;
    }
    if (rule.fault().scope() == Fault.Scope.FRAME) {
      plan.arm(rule);
      return;
    }
    faults.happened(rule.fault());
    switch (rule.fault()) {
      case CLOSE -> client.outbox().close(GOING_AWAY, "closed by a fault plan");
      case RESET -> client.outbox().reset();
      case STALL -> stall(rule);
      default -> shutDown(rule);
    }
  }

  private void stall(FaultRule rule) {
    long length = rule.details().forMillis();
    long until =
        length == FaultRule.FOREVER ? Long.MAX_VALUE : wall.getAsLong() + length * MICROS_PER_MILLI;
    String symbol = rule.where().symbol();
    if (symbol.isEmpty()) {
      stalledUntil = Math.max(stalledUntil, until);
    } else {
      String one = symbol.equals(FaultRule.ANY_SYMBOL) ? anySymbol() : symbol;
      stalledSymbols.merge(one.toLowerCase(Locale.ROOT), until, Math::max);
    }
  }

  private String anySymbol() {
    List<String> symbols = new ArrayList<>();
    client.streams().forEach(s -> symbols.add(s.substring(0, Math.max(0, s.indexOf('@')))));
    List<String> each = symbols.stream().distinct().toList();
    return each.isEmpty() ? "" : each.get((int) plan.between(0, each.size() - 1L));
  }

  private void shutDown(FaultRule rule) {
    String event = "{\"e\":\"serverShutdown\",\"E\":" + client.unit().of(wall.getAsLong()) + "}";
    client
        .outbox()
        .send(client.isCombined() ? MarketFrames.combined("!serverShutdown", event) : event);
    vertx.setTimer(
        Math.max(1, rule.details().forMillis()),
        id -> client.outbox().close(GOING_AWAY, "server shutdown"));
  }
}
