package io.alphaflow.risk.limit;

import java.io.Serializable;

/**
 * The value of a limit; {@link LimitKind} says what its numbers mean.
 *
 * @param amount units of 1e-8, microseconds, or a number; -1 when the limit is switched off
 * @param per of a rate its time span, microseconds; otherwise 0
 * @param free of a ratio what does not count; otherwise 0
 */
public record LimitValue(long amount, long per, long free) implements Serializable {

  /** Somebody decided that there is no such limit, which is not the same as none configured. */
  public static final LimitValue OFF = new LimitValue(-1, 0, 0);

  /** How {@link #OFF} is written. */
  public static final String OFF_TEXT = "off";

  /** A value of one number. */
  public static LimitValue of(long amount) {
    return new LimitValue(amount, 0, 0);
  }

  /** A rate. */
  public static LimitValue rate(long amount, long per) {
    return new LimitValue(amount, per, 0);
  }

  /** Whether the limit is switched off. */
  public boolean isOff() {
    return amount < 0;
  }
}
