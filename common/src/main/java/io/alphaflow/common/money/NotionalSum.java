package io.alphaflow.common.money;

import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The exact sum of price × quantity products, kept in 128 bits at 16 decimals and rounded once when
 * it is read. Constant memory; adding allocates nothing.
 */
public final class NotionalSum {

  private long high;
  private long low;

  /** An empty sum. */
  public NotionalSum() {}

  /** Restores a sum from {@link #high()} and {@link #low()}. */
  public NotionalSum(long high, long low) {
    this.high = high;
    this.low = low;
  }

  /** Adds {@code price × quantity}. */
  public void add(long price, long quantity) {
    long productHigh = Math.multiplyHigh(price, quantity);
    long productLow = price * quantity;
    long sum = low + productLow;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    high = Math.addExact(Math.addExact(high, productHigh), carry);
    low = sum;
  }

  /** The sum at eight decimals. */
  public long toFixed8(RoundingMode rounding) {
    BigInteger sum =
        BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    return Fixed8.divideBig(sum, Fixed8.bigOne(), rounding);
  }

  /** The upper 64 bits. */
  public long high() {
    return high;
  }

  /** The lower 64 bits. */
  public long low() {
    return low;
  }
}
