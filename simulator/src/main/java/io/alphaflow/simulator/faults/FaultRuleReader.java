package io.alphaflow.simulator.faults;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.simulator.faults.FaultRule.Details;
import io.alphaflow.simulator.faults.FaultRule.On;
import io.alphaflow.simulator.faults.FaultRule.When;
import io.alphaflow.simulator.faults.FaultRule.Where;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one line of a scenario; each fault knows only the keys that mean something for it. */
final class FaultRuleReader {

  private static final Pattern SPAN = Pattern.compile("(-?\\d+)\\s*(ms|s|m|h)");

  private static final String LABELS =
      Stream.of(Fault.values()).map(Fault::label).collect(Collectors.joining(", "));

  // Stands for a rate that was given but cannot be used.
  private static final double WRONG = -1;

  private final ConfigNode node;
  private final Fault fault;
  private long minMillis;
  private long maxMillis;
  private long forMillis;
  private int count;
  private int updates;
  private int status;
  private long retryAfterMillis;
  private long offsetMillis;
  private long keep;
  private long below;
  private boolean refuses;
  private boolean done;
  private long hiddenMillis;

  private FaultRuleReader(ConfigNode node, Fault fault) {
    this.node = node;
    this.fault = fault;
  }

  /** Notes every error on the node; empty when it is not known which keys would be right. */
  static Optional<FaultRule> read(ConfigNode node) {
    Optional<Fault> fault =
        node.required(
            "fault", null, "one of " + LABELS, text -> Optional.of(fault(text)), Optional.empty());
    return fault.map(f -> read(new FaultRuleReader(node, f)));
  }

  private static Fault fault(String label) {
    return Stream.of(Fault.values())
        .filter(f -> f.label().equals(label))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static FaultRule read(FaultRuleReader reader) {
    When when = reader.when();
    Where where = reader.where();
    reader.details();
    reader.node.refuseUnknownKeys();
    return new FaultRule(
        reader.fault,
        when,
        where,
        new Details(
            reader.minMillis,
            reader.maxMillis,
            reader.forMillis,
            reader.count,
            reader.updates,
            reader.status,
            reader.retryAfterMillis,
            reader.offsetMillis,
            reader.keep,
            reader.below,
            reader.refuses,
            reader.done,
            reader.hiddenMillis));
  }

  private When when() {
    if (fault.scope() == Fault.Scope.STANDING) {
      return new When(0, -1, 0, 0);
    }
    boolean requests =
        fault.scope() == Fault.Scope.REQUEST || fault.scope() == Fault.Scope.DEPTH_REQUEST;
    double rate = node.required("rate", 0.0, "a number from 0 to 1", FaultRuleReader::rate, WRONG);
    Duration after = node.duration("after", Duration.ofMillis(-1));
    long atFrame = requests ? 0 : node.integer("atFrame", 0L, 1, Long.MAX_VALUE);
    long atRequest = requests ? node.integer("atRequest", 0L, 1, Long.MAX_VALUE) : 0;
    int triggers =
        (rate != 0 ? 1 : 0)
            + (after.isNegative() ? 0 : 1)
            + (atFrame > 0 ? 1 : 0)
            + (atRequest > 0 ? 1 : 0);
    if (triggers != 1) {
      node.error(
          (triggers == 0 ? "nothing starts it" : "more than one thing starts it")
              + "; expected exactly one of rate (above 0), after, "
              + (requests ? "atRequest" : "atFrame"));
    }
    return new When(Math.max(0, rate), after.toMillis(), atFrame, atRequest);
  }

  private static double rate(String text) {
    double rate = Double.parseDouble(text);
    if (!(rate >= 0 && rate <= 1)) {
      throw new IllegalArgumentException();
    }
    return rate;
  }

  private Where where() {
    boolean streams = fault.scope() == Fault.Scope.FRAME || fault.scope() == Fault.Scope.CONNECTION;
    int connection = streams ? (int) node.integer("connection", 0L, 1, Integer.MAX_VALUE) : 0;
    boolean bySymbol =
        fault.scope() == Fault.Scope.FRAME || fault == Fault.STALL || fault == Fault.OLD_TRADES;
    String symbol = bySymbol ? node.string("symbol", "") : "";
    if (symbol.equals(FaultRule.ANY_SYMBOL) && fault != Fault.STALL) {
      node.error("symbol", symbol, "the name of a symbol; only stall can take any");
    }
    boolean byStream = fault.scope() == Fault.Scope.FRAME && fault != Fault.DEPTH_GAP;
    String stream = byStream ? node.string("stream", "") : "";
    return new Where(connection, symbol, fault == Fault.DEPTH_GAP ? "depth" : stream, on());
  }

  /** Of what it is; faults of only one kind of stream or request do not say. */
  private On on() {
    return switch (fault) {
      case DROP, DUPLICATE, REORDER, DELAY, TRUNCATE, GARBAGE, CLOSE, RESET, STALL ->
          among(Set.of(On.MARKET, On.USER), On.MARKET);
      case TOO_MANY_REQUESTS, BANNED, SLOW ->
          among(Set.of(On.PUBLIC, On.ORDERS, On.CANCELS, On.QUERIES), On.PUBLIC);
      case SERVER_ERROR, TIMEOUT, DISCONNECT, UNKNOWN_STATUS, CUT_ANSWER -> {
        On on = among(Set.of(On.PUBLIC, On.ORDERS, On.CANCELS, On.QUERIES), On.PUBLIC);
        if (fault == Fault.CUT_ANSWER) {
          done = true;
        } else if (on == On.ORDERS || on == On.CANCELS) {
          done = node.bool("done", false);
        }
        if (on == On.ORDERS && done) {
          hiddenMillis = millis("hiddenFor", Duration.ZERO);
        }
        yield on;
      }
      case DEPTH_GAP, SHUTDOWN -> On.MARKET;
      case STALE_DEPTH, CLOCK_SKEW, OLD_TRADES -> On.PUBLIC;
    };
  }

  private On among(Set<On> possible, On usual) {
    On on = node.choice("on", On.class, usual);
    if (!possible.contains(on)) {
      node.error(
          "on",
          on.name().toLowerCase(Locale.ROOT),
          "one of "
              + possible.stream()
                  .map(o -> o.name().toLowerCase(Locale.ROOT))
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    return on;
  }

  private void details() {
    switch (fault) {
      case DELAY, SLOW -> {
        minMillis = millis("min", Duration.ofMillis(10));
        maxMillis = millis("max", Duration.ofMillis(500));
        if (maxMillis < minMillis) {
          node.error("max", maxMillis + "ms", "at least min, which is " + minMillis + "ms");
        }
        if (fault == Fault.SLOW) {
          lasting();
        }
      }
      case DEPTH_GAP -> count = count("frames");
      case STALL ->
          forMillis =
              node.required(
                  "for",
                  null,
                  "a time span such as 500ms, 30s, or forever",
                  text -> text.equals("forever") ? FaultRule.FOREVER : span(text),
                  0L);
      case SHUTDOWN -> forMillis = millis("closeAfter", Duration.ofSeconds(1));
      case TOO_MANY_REQUESTS -> burst(Duration.ofSeconds(1));
      case BANNED -> burst(Duration.ofSeconds(2));
      case SERVER_ERROR -> {
        status = (int) node.integer("status", 503L, 500, 599);
        lasting();
      }
      case TIMEOUT, DISCONNECT, UNKNOWN_STATUS, CUT_ANSWER -> lasting();
      case STALE_DEPTH -> {
        updates = (int) node.integer("updates", 10L, 1, Integer.MAX_VALUE);
        count = count("requests");
      }
      case CLOCK_SKEW ->
          offsetMillis =
              node.required(
                  "offset", null, "a time span such as 750ms or -2s", FaultRuleReader::span, 0L);
      case OLD_TRADES -> oldTrades();
      default -> {}
    }
  }

  private void burst(Duration retryAfter) {
    retryAfterMillis = millis("retryAfter", retryAfter);
    lasting();
  }

  /** So many requests, or all within a time. */
  private void lasting() {
    forMillis = millis("for", Duration.ZERO);
    long requests = node.integer("requests", 0L, 1, Integer.MAX_VALUE);
    if (forMillis > 0 && requests > 0) {
      node.error("both \"for\" and \"requests\" are given; expected at most one of them");
    }
    count = forMillis > 0 ? 0 : (int) Math.max(1, requests);
  }

  private void oldTrades() {
    keep = node.integer("keep", 0L, 1, Long.MAX_VALUE);
    below = node.integer("below", 0L, 1, Long.MAX_VALUE);
    if ((keep > 0) == (below > 0)) {
      node.error("expected exactly one of keep (newest trades) and below (a trade id)");
    }
    refuses =
        node.required(
            "answer",
            false,
            "refuse or later",
            text -> {
              if (!text.equals("refuse") && !text.equals("later")) {
                throw new IllegalArgumentException();
              }
              return text.equals("refuse");
            },
            false);
  }

  private int count(String key) {
    return (int) node.integer(key, 1L, 1, Integer.MAX_VALUE);
  }

  private long millis(String key, Duration fallback) {
    return node.duration(key, fallback).toMillis();
  }

  private static long span(String text) {
    Matcher m = SPAN.matcher(text.trim());
    if (!m.matches()) {
      throw new IllegalArgumentException();
    }
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> n;
      case "s" -> Math.multiplyExact(n, 1_000L);
      case "m" -> Math.multiplyExact(n, 60_000L);
      default -> Math.multiplyExact(n, 3_600_000L);
    };
  }
}
