package io.alphaflow.risk.breaker;

import java.io.Serializable;

/**
 * When a breaker that counts trips.
 *
 * @param count so many events trip it; 0 when the breaker is off
 * @param withinMicros logical time from the first to the last of them, less than this
 * @param cooldownMicros logical time after which what it stopped is active again by itself; {@link
 *     #MANUAL} when a person must resume it
 */
public record CountRule(int count, long withinMicros, long cooldownMicros) implements Serializable {

  /** Never trips. */
  public static final CountRule OFF = new CountRule(0, 0, 0);

  /** A person must resume what was stopped. */
  public static final long MANUAL = 0;

  /**
   * The largest count. Flink CEP keeps every match that is under way with a version for each of its
   * events, so the state of one key grows with the cube of the count.
   */
  public static final int MAX_COUNT = 100;

  /** Names the state of this rule: with other numbers a pattern cannot go on from it. */
  public String id() {
    return count + "-" + withinMicros + "-" + cooldownMicros;
  }

  /** Whether the breaker is off. */
  public boolean isOff() {
    return count == 0;
  }
}
