package io.alphaflow.risk.control;

import java.io.Serializable;

/**
 * The value of a limit.
 *
 * @param amount units of 1e-8, microseconds, or the number of orders of a rate: what {@link
 *     Limit#kind()} says
 * @param per of a rate, the time in which {@code amount} orders become available again,
 *     microseconds; otherwise 0
 */
public record LimitValue(long amount, long per) implements Serializable {

  /** An amount or a time span. */
  public static LimitValue of(long amount) {
    return new LimitValue(amount, 0);
  }
}
