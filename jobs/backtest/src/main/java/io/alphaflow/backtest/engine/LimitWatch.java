package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.result.LimitUse;
import io.alphaflow.common.model.Reading;
import io.alphaflow.common.money.Fixed8;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps of what controls measure how near each limit came, and how often it was broken. */
final class LimitWatch {

  /** The nearest approach so far. */
  private record Nearest(Reading reading, long broken) {

    static Nearest of(Reading reading) {
      return new Nearest(reading, reading.holds() ? 0 : 1);
    }

    Nearest and(Nearest next) {
      boolean nearer = used(next.reading) > used(reading);
      return new Nearest(nearer ? next.reading : reading, broken + next.broken);
    }

    LimitUse use() {
      String least = isLeast(reading) ? "at least " : "";
      return new LimitUse(
          reading.control() + " " + reading.code(),
          text(reading.observed(), reading.unit()),
          least + text(reading.limit(), reading.unit()),
          // Of a profit nothing of a limit on losses is used.
          Math.max(0, used(reading)),
          broken);
    }
  }

  private final SortedMap<String, Nearest> nearest = new TreeMap<>();

  /** What was measured for one decision. */
  void measured(List<Reading> readings) {
    for (Reading reading : readings) {
      nearest.merge(reading.code(), Nearest.of(reading), Nearest::and);
    }
  }

  List<LimitUse> uses() {
    return nearest.values().stream().map(Nearest::use).sorted(LimitUse.NEAREST_FIRST).toList();
  }

  /** How much of what may be is used, below 0 for a profit where a loss is limited. */
  private static double used(Reading reading) {
    long most = isLeast(reading) ? reading.observed() : reading.limit();
    long part = isLeast(reading) ? reading.limit() : reading.observed();
    if (most <= 0) {
      return reading.holds() ? 1 : Double.POSITIVE_INFINITY;
    }
    return Fixed8.toDouble(part) / Fixed8.toDouble(most);
  }

  private static boolean isLeast(Reading reading) {
    return reading.least() != null && reading.least();
  }

  private static String text(long value, String unit) {
    return (Fixed8.format(value) + " " + unit).strip();
  }
}
