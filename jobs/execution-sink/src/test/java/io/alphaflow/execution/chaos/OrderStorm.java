package io.alphaflow.execution.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Scenarios by chance of what goes wrong between the desk and its venue: each kind of fault in
 * about every second one, never none at all.
 */
final class OrderStorm {

  private static final double MOST_RATE = 0.8;

  /** An order that queries do not find at first is found before the desk may give it up. */
  private static final int LONGEST_HIDDEN_MILLIS = 1_200;

  private final Random random;
  private final long millis;
  private final List<String> rules = new ArrayList<>();

  /** What the rates of the faults of one kind of request may still add up to. */
  private double left;

  private OrderStorm(Random random, long millis) {
    this.random = random;
    this.millis = millis;
  }

  /** A scenario for so many milliseconds, as the simulator reads it. */
  static String scenario(Random random, long millis) {
    OrderStorm storm = new OrderStorm(random, millis);
    while (storm.rules.isEmpty()) {
      storm.orders();
      storm.questionsAndCancels("queries");
      storm.questionsAndCancels("cancels");
      storm.accountEvents();
      if (random.nextInt(2) == 0) {
        storm.dark();
      }
      if (random.nextInt(3) == 0) {
        storm.rules.add("{fault: clock-skew, offset: %dms}".formatted(storm.between(-900, 900)));
      }
    }
    StringBuilder text = new StringBuilder("seed: " + random.nextInt(1_000_000) + "\nfaults:\n");
    storm.rules.forEach(rule -> text.append("  - ").append(rule).append('\n'));
    return text.toString();
  }

  private void orders() {
    left = MOST_RATE;
    for (String fault : List.of("disconnect", "unknown-status", "server-error", "timeout")) {
      maybe("{fault: %s, on: orders, rate: %s}", fault, rate(0.02, 0.2));
      maybe(
          "{fault: %s, on: orders, rate: %s, done: true, hiddenFor: %dms}",
          fault, rate(0.02, 0.2), random.nextBoolean() ? 0 : between(1, LONGEST_HIDDEN_MILLIS));
    }
    maybe("{fault: cut-answer, on: orders, rate: %s}", rate(0.02, 0.2));
    maybe("{fault: slow, on: orders, rate: %s, min: 1ms, max: 3s}", rate(0.02, 0.2));
    maybe("{fault: too-many-requests, on: orders, rate: %s, retryAfter: 1s}", rate(0.005, 0.05));
    maybe(
        "{fault: %s, on: orders, after: %dms, for: %dms}",
        random.nextBoolean() ? "server-error" : "disconnect",
        between(0, millis),
        between(100, 1_000));
  }

  /** For a while orders are placed, and nobody is told: no answer, and a silent user stream. */
  private void dark() {
    int from = between(0, millis - 1_000);
    int span = between(300, 1_500);
    rules.add("{fault: stall, on: user, after: %dms, for: %dms}".formatted(from, span + 1_000));
    rules.add(
        "{fault: %s, on: orders, after: %dms, for: %dms, done: true, hiddenFor: %dms}"
            .formatted(
                random.nextBoolean() ? "disconnect" : "unknown-status",
                from,
                span,
                random.nextBoolean() ? 0 : between(1, LONGEST_HIDDEN_MILLIS)));
  }

  private void questionsAndCancels(String on) {
    left = MOST_RATE;
    for (String fault :
        List.of("disconnect", "unknown-status", "server-error", "timeout", "cut-answer")) {
      maybe("{fault: %s, on: %s, rate: %s}", fault, on, rate(0.01, 0.2));
    }
    maybe("{fault: slow, on: %s, rate: %s, min: 1ms, max: 2s}", on, rate(0.01, 0.2));
    maybe(
        "{fault: too-many-requests, on: %s, rate: %s, requests: %d, retryAfter: 1s}",
        on, rate(0.01, 0.05), between(1, 3));
    if (on.equals("cancels")) {
      maybe("{fault: timeout, on: cancels, rate: %s, done: true}", rate(0.01, 0.2));
      maybe("{fault: server-error, on: cancels, rate: %s, done: true}", rate(0.01, 0.2));
    } else {
      maybe(
          "{fault: banned, on: queries, after: %dms, for: %dms, retryAfter: 1s}",
          between(0, millis), between(100, 1_000));
    }
  }

  private void accountEvents() {
    left = MOST_RATE;
    for (String fault : List.of("drop", "duplicate", "reorder", "truncate", "garbage")) {
      maybe("{fault: %s, on: user, rate: %s}", fault, rate(0.005, 0.15));
    }
    maybe(
        "{fault: delay, on: user, rate: %s, min: 1ms, max: %dms}",
        rate(0.01, 0.2), between(20, 1_500));
    left = MOST_RATE;
    maybe("{fault: close, on: user, rate: %s}", rate(0.05, 0.4));
    maybe("{fault: reset, on: user, rate: %s}", rate(0.05, 0.4));
    maybe("{fault: stall, on: user, after: %dms, for: %s}", between(0, millis), span());
    maybe("{fault: stall, on: user, rate: %s, for: %s}", rate(0.05, 0.3), span());
  }

  private void maybe(String rule, Object... values) {
    if (random.nextInt(5) < 2) {
      rules.add(String.format(Locale.ROOT, rule, values));
    }
  }

  private String span() {
    return random.nextInt(4) == 0 ? "forever" : between(200, 3_000) + "ms";
  }

  /** Small ones as likely as large ones. */
  private String rate(double least, double most) {
    double rate = Math.min(left / 2, least * Math.pow(most / least, random.nextDouble()));
    left -= rate;
    return String.format(Locale.ROOT, "%.5f", rate);
  }

  private int between(long least, long most) {
    return (int) (least + random.nextInt((int) (most - least + 1)));
  }
}
