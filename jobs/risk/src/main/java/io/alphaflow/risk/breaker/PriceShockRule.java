package io.alphaflow.risk.breaker;

import java.io.Serializable;
import java.util.concurrent.TimeUnit;

/**
 * When a price shock stops an instrument.
 *
 * @param move a fraction in units of 1e-8: the price went so far up from a low or down from a high;
 *     0 when the breaker is off
 * @param withinMicros logical time from the low or high to the price, less than this
 * @param cooldownMicros logical time after which the instrument is active again by itself; {@link
 *     CountRule#MANUAL} when a person must resume it
 */
public record PriceShockRule(long move, long withinMicros, long cooldownMicros)
    implements Serializable {

  /** Never trips. */
  public static final PriceShockRule OFF = new PriceShockRule(0, 0, 0);

  /** When it trips if the configuration does not say: 5 % within a minute, for five minutes. */
  public static final PriceShockRule BUILT_IN =
      new PriceShockRule(5_000_000, TimeUnit.MINUTES.toMicros(1), TimeUnit.MINUTES.toMicros(5));

  /** Name of the breaker in the configuration. */
  public static final String KEY = "priceShock";

  /** The smallest move: a basis point. */
  public static final long MIN_MOVE = 10_000;

  /** The largest move. */
  public static final long MAX_MOVE = 99_000_000;

  /** Names the state of this rule: with other numbers a pattern cannot go on from it. */
  public String id() {
    return move + "-" + withinMicros + "-" + cooldownMicros;
  }

  /** Whether the breaker is off. */
  public boolean isOff() {
    return move == 0;
  }
}
