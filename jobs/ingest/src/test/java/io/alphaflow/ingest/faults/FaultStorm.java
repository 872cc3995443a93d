package io.alphaflow.ingest.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Fault scenarios by chance: each kind of fault in about every second one, never none at all. */
final class FaultStorm {

  private final Random random;
  private final List<String> rules = new ArrayList<>();

  private FaultStorm(Random random) {
    this.random = random;
  }

  /**
   * A scenario, as the simulator reads it.
   *
   * @param millis how long trading lasts
   * @param isVenueClock whether the venue's clock matters
   */
  static String scenario(Random random, long millis, boolean isVenueClock) {
    FaultStorm storm = new FaultStorm(random);
    while (storm.rules.isEmpty()) {
      storm.frames();
      storm.connections(millis);
      storm.requests(millis);
      if (isVenueClock && random.nextInt(3) == 0) {
        storm.rules.add("{fault: clock-skew, offset: %dms}".formatted(storm.between(-900, 900)));
      }
      if (random.nextInt(5) == 0) {
        storm.rules.add(
            "{fault: old-trades, keep: %d, answer: %s}"
                .formatted(storm.between(5, 200), random.nextBoolean() ? "later" : "refuse"));
      }
    }
    StringBuilder text = new StringBuilder("seed: " + random.nextInt(1_000_000) + "\nfaults:\n");
    storm.rules.forEach(rule -> text.append("  - ").append(rule).append('\n'));
    return text.toString();
  }

  private void frames() {
    for (String fault : List.of("drop", "duplicate", "reorder")) {
      maybe("{fault: %s, rate: %s}", fault, rate(0.0005, 0.02));
    }
    int longest = between(20, 600);
    maybe("{fault: delay, rate: %s, min: 1ms, max: %dms}", rate(0.0005, 0.02), longest);
    maybe("{fault: truncate, rate: %s}", rate(0.0005, 0.01));
    maybe("{fault: garbage, rate: %s}", rate(0.0005, 0.01));
    maybe("{fault: depth-gap, rate: %s, frames: %d}", rate(0.0005, 0.01), between(1, 5));
  }

  private void connections(long millis) {
    maybe("{fault: close, rate: %s}", rate(0.05, 0.3));
    maybe("{fault: reset, rate: %s}", rate(0.05, 0.3));
    maybe("{fault: stall, after: %dms, for: %s}", between(0, millis), span());
    maybe("{fault: stall, rate: %s, symbol: any, for: %s}", rate(0.05, 0.3), span());
    maybe(
        "{fault: shutdown, after: %dms, closeAfter: %dms}",
        between(0, millis), between(100, 1_500));
  }

  private void requests(long millis) {
    maybe(
        "{fault: too-many-requests, rate: %s, requests: %d, retryAfter: 1s}",
        rate(0.01, 0.1), between(1, 2));
    maybe(
        "{fault: banned, after: %dms, for: %dms, retryAfter: 1s}",
        between(0, millis), between(100, 1_000));
    maybe(
        "{fault: server-error, rate: %s, requests: %d, status: %d}",
        rate(0.01, 0.3), between(1, 3), between(500, 504));
    maybe("{fault: timeout, rate: %s}", rate(0.01, 0.05));
    maybe(
        "{fault: stale-depth, rate: %s, updates: %d, requests: %d}",
        rate(0.1, 0.8), between(1, 100), between(1, 3));
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
    double rate = least * Math.pow(most / least, random.nextDouble());
    return String.format(Locale.ROOT, "%.5f", rate);
  }

  private int between(long least, long most) {
    return (int) (least + random.nextInt((int) (most - least + 1)));
  }
}
