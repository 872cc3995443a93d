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
    add128(Math.multiplyHigh(price, quantity), price * quantity);
  }

  /** Adds another sum. */
  public void add(NotionalSum other) {
    add128(other.high, other.low);
  }

  private void add128(long moreHigh, long moreLow) {
    long sum = low + moreLow;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    high = Math.addExact(Math.addExact(high, moreHigh), carry);
    low = sum;
  }

  /** Makes it empty again. */
  public void clear() {
    high = 0;
    low = 0;
  }

  /** The sum at eight decimals. */
  public long toFixed8(RoundingMode rounding) {
    if (high == 0 && low >= 0 && rounding == RoundingMode.HALF_UP) {
      return low / Fixed8.ONE + (low % Fixed8.ONE >= Fixed8.ONE / 2 ? 1 : 0);
    }
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
