package io.alphaflow.simulator.protocol;

import java.util.HashMap;
import java.util.Map;

/** Counts by key in windows of the clock: all counts start again when a new window begins. */
final class FixedWindow {

  private final long lengthMicros;
  private final Map<String, Integer> counts = new HashMap<>();
  private long window = Long.MIN_VALUE;

  FixedWindow(long lengthSeconds) {
    this.lengthMicros = lengthSeconds * 1_000_000;
  }

  int count(String key, long wallMicros) {
    roll(wallMicros);
    return counts.getOrDefault(key, 0);
  }

  /** Adds to a count, which never goes below zero, and returns it. */
  int add(String key, int amount, long wallMicros) {
    roll(wallMicros);
    return counts.merge(key, Math.max(0, amount), (a, b) -> Math.max(0, a + amount));
  }

  /** When the counts start again, epoch µs of wall time. */
  long endsAt(long wallMicros) {
    return (Math.floorDiv(wallMicros, lengthMicros) + 1) * lengthMicros;
  }

  private void roll(long wallMicros) {
    long now = Math.floorDiv(wallMicros, lengthMicros);
    if (now != window) {
      window = now;
      counts.clear();
    }
  }
}
