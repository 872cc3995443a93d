package io.alphaflow.risk.control;

import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/** What a buy order holds of the quote asset. */
public final class Reservation {

  private Reservation() {}

  /** quantity × price with the fee on top, each rounded up. */
  public static long ofBuy(long quantity, long price, long feeRate) {
    return ofAmount(Fixed8.multiply(quantity, price, RoundingMode.CEILING), feeRate);
  }

  /** An amount of quote with the fee on top, rounded up. */
  public static long ofAmount(long notional, long feeRate) {
    return Math.addExact(notional, Fixed8.multiply(notional, feeRate, RoundingMode.CEILING));
  }
}
