package io.alphaflow.risk.control;

import io.alphaflow.common.model.Mark;
import java.util.Optional;

/**
 * What is known of an instrument's price.
 *
 * @param mark reference price, when there is one
 * @param previous the reference price before it, units of 1e-8; 0 when there was none
 * @param band so many volatilities, as a fraction of the price in units of 1e-8; -1 when none is
 *     configured, -2 while the volatility is not known yet
 */
public record MarketState(Optional<Mark> mark, long previous, long band) {

  /** No dynamic band is configured. */
  public static final long NO_BAND = -1;

  /** The volatility is not known yet. */
  public static final long WARMING_UP = -2;

  /** The reference price, 0 when there is none. */
  public long price() {
    return mark.isPresent() ? mark.get().price() : 0;
  }
}
