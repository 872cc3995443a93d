package io.alphaflow.backtest.result;

import java.util.Comparator;

/**
 * How near a risk limit came to stopping an order, at the decision at which the most of it was
 * used.
 *
 * @param control number and code of the control, as in docs/risk-controls.md
 * @param value what was observed, as text with its unit
 * @param limit as text with its unit; {@code at least} before it when it is the least that is
 *     allowed
 * @param share value ÷ limit, and limit ÷ value when it is the least that is allowed; over 1 when
 *     it was broken, infinite when nothing was allowed
 * @param broken in how many decisions
 */
public record LimitUse(String control, String value, String limit, double share, long broken) {

  /** The one of which most was used first. */
  public static final Comparator<LimitUse> NEAREST_FIRST =
      Comparator.comparingDouble(LimitUse::share).reversed().thenComparing(LimitUse::control);

  /** Of the same limit: the nearer approach of two runs, and how often it was broken in both. */
  public LimitUse and(LimitUse other) {
    LimitUse nearer = other.share > share ? other : this;
    return new LimitUse(
        control, nearer.value, nearer.limit, nearer.share, Math.addExact(broken, other.broken));
  }
}
