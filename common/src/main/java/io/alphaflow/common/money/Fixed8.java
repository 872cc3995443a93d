package io.alphaflow.common.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Exact arithmetic on prices, quantities and money held as {@code long} in units of 1e-8.
 *
 * <p>The range is about ±92 billion units. Every operation that leaves it throws {@link
 * ArithmeticException}; nothing wraps around. Operations that can lose digits take the rounding
 * mode by name. Products are formed in 128 bits before they are scaled back.
 */
public final class Fixed8 {

  /** Digits after the decimal point. */
  public static final int SCALE = 8;

  /** The number one. */
  public static final long ONE = 100_000_000L;

  /** No quotient that {@link #divide128} finds, which are symmetric. */
  private static final long OUT_OF_RANGE = Long.MIN_VALUE;

  private static final BigInteger BIG_ONE = BigInteger.valueOf(ONE);

  private Fixed8() {}

  /**
   * Reads a plain decimal such as {@code 800.01} or {@code -0.5}; zeros after the eighth decimal
   * are accepted, other digits there are not.
   *
   * @throws NumberFormatException when the text is not a plain decimal, has more than eight
   *     significant decimals, or is out of range
   */
  public static long parse(CharSequence text) {
    int length = text.length();
    int i = 0;
    boolean negative = false;
    if (length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) {
      negative = text.charAt(0) == '-';
      i++;
    }
    long value = 0;
    int digits = 0;
    int decimals = -1;
    for (; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.' && decimals < 0) {
        decimals = 0;
        continue;
      }
      if (c < '0' || c > '9') {
        throw notANumber(text, "unexpected character '" + c + "'");
      }
      digits++;
      if (decimals >= SCALE) {
        if (c != '0') {
          throw notANumber(text, "more than " + SCALE + " decimals");
        }
        continue;
      }
      if (decimals >= 0) {
        decimals++;
      }
      value = shiftIn(value, c - '0', text);
    }
    if (digits == 0) {
      throw notANumber(text, "no digits");
    }
    for (int d = Math.max(decimals, 0); d < SCALE; d++) {
      value = shiftIn(value, 0, text);
    }
    return negative ? -value : value;
  }

  private static long shiftIn(long value, int digit, CharSequence text) {
    if (value > (Long.MAX_VALUE - digit) / 10) {
      throw notANumber(text, "out of range");
    }
    return value * 10 + digit;
  }

  private static NumberFormatException notANumber(CharSequence text, String why) {
    return new NumberFormatException("not a decimal amount: \"" + text + "\": " + why);
  }

  /** The shortest plain decimal text, for example {@code 800.01}, {@code 0}, {@code -0.5}. */
  public static String format(long value) {
    StringBuilder out = new StringBuilder(24);
    long whole = value / ONE;
    long part = Math.abs(value % ONE);
    if (value < 0 && whole == 0) {
      out.append('-');
    }
    out.append(whole);
    if (part != 0) {
      String decimals = Long.toString(part);
      out.append('.').append("0".repeat(SCALE - decimals.length())).append(decimals);
      int end = out.length();
      while (out.charAt(end - 1) == '0') {
        end--;
      }
      out.setLength(end);
    }
    return out.toString();
  }

  /** The exact value with scale 8. */
  public static BigDecimal toBigDecimal(long value) {
    return BigDecimal.valueOf(value, SCALE);
  }

  /**
   * The value of a decimal.
   *
   * @throws ArithmeticException when it has more than eight decimals or is out of range
   */
  public static long ofBigDecimal(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
  }

  /**
   * For statistics only: money is never calculated with the result. Error below one part in 2^52.
   */
  public static double toDouble(long value) {
    return value / (double) ONE;
  }

  /** A whole number as an amount. */
  public static long of(long whole) {
    return Math.multiplyExact(whole, ONE);
  }

  /** {@code a + b}. */
  public static long add(long a, long b) {
    return Math.addExact(a, b);
  }

  /** {@code a - b}. */
  public static long subtract(long a, long b) {
    return Math.subtractExact(a, b);
  }

  /** {@code a × b}, for example price × quantity. */
  public static long multiply(long a, long b, RoundingMode rounding) {
    return multiplyDivide(a, b, ONE, rounding);
  }

  /** {@code a ÷ b}, for example notional ÷ price. */
  public static long divide(long a, long b, RoundingMode rounding) {
    return multiplyDivide(a, ONE, b, rounding);
  }

  /** {@code a × b ÷ c} on raw units with a 128-bit product, rounded once. */
  public static long multiplyDivide(long a, long b, long c, RoundingMode rounding) {
    if (c == 0) {
      throw new ArithmeticException("division by zero: " + format(a) + " × " + format(b) + " ÷ 0");
    }
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    if (high == low >> 63 && (low != Long.MIN_VALUE || c != -1)) {
      return divideLong(low, c, rounding);
    }
    if (c > 0 && c <= Integer.MAX_VALUE) {
      long quotient = divide128(high, low, c, rounding);
      if (quotient != OUT_OF_RANGE) {
        return quotient;
      }
    }
    BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    return divideBig(product, BigInteger.valueOf(c), rounding);
  }

  private static long divideLong(long value, long divisor, RoundingMode rounding) {
    long quotient = value / divisor;
    boolean negative = (value ^ divisor) < 0;
    boolean away = roundsAway(rounding, negative, quotient, value % divisor, divisor);
    return away ? quotient + (negative ? -1 : 1) : quotient;
  }

  /**
   * Long division in digits of 32 bits.
   *
   * @param divisor below 2^31, so that a rest and the next digit fit into 63 bits
   * @return {@code OUT_OF_RANGE} when the quotient does not fit, or hardly
   */
  private static long divide128(long high, long low, long divisor, RoundingMode rounding) {
    boolean negative = high < 0;
    long upper = negative ? ~high + (low == 0 ? 1 : 0) : high;
    long lower = negative ? -low : low;
    if (upper >= divisor) {
      return OUT_OF_RANGE;
    }
    long digits = upper << 32 | lower >>> 32;
    long first = digits / divisor;
    digits = digits % divisor << 32 | lower & 0xffff_ffffL;
    long quotient = first << 32 | digits / divisor;
    if (first >= 1L << 31 || quotient == Long.MAX_VALUE) {
      return OUT_OF_RANGE;
    }
    long rounded = quotient;
    if (roundsAway(rounding, negative, quotient, digits % divisor, divisor)) {
      rounded++;
    }
    return negative ? -rounded : rounded;
  }

  /** Whether a quotient that was cut off is rounded to the next number away from zero. */
  private static boolean roundsAway(
      RoundingMode rounding, boolean negative, long quotient, long rest, long divisor) {
    if (rest == 0) {
      return false;
    }
    // Negative numbers have room for every amount.
    long lower = -Math.abs(rest);
    int half = Long.compare(-Math.abs(divisor) - lower, lower);
    return switch (rounding) {
      case UP -> true;
      case DOWN -> false;
      case CEILING -> !negative;
      case FLOOR -> negative;
      case HALF_UP -> half >= 0;
      case HALF_DOWN -> half > 0;
      case HALF_EVEN -> half > 0 || half == 0 && (quotient & 1) != 0;
      case UNNECESSARY -> throw new ArithmeticException("rounding is necessary");
    };
  }

  static long divideBig(BigInteger value, BigInteger divisor, RoundingMode rounding) {
    return new BigDecimal(value)
        .divide(new BigDecimal(divisor), 0, rounding)
        .toBigIntegerExact()
        .longValueExact();
  }

  static BigInteger bigOne() {
    return BIG_ONE;
  }

  /** The largest multiple of {@code step} that is not above {@code value}; both at least 0. */
  public static long floorTo(long value, long step) {
    requireStep(step);
    return Math.floorDiv(value, step) * step;
  }

  /** The smallest multiple of {@code step} that is not below {@code value}; both at least 0. */
  public static long ceilTo(long value, long step) {
    requireStep(step);
    return Math.negateExact(Math.multiplyExact(Math.floorDiv(Math.negateExact(value), step), step));
  }

  /** Whether {@code value} lies on the grid of {@code step}. */
  public static boolean isMultipleOf(long value, long step) {
    requireStep(step);
    return value % step == 0;
  }

  private static void requireStep(long step) {
    if (step <= 0) {
      throw new ArithmeticException("step must be above 0, is " + format(step));
    }
  }
}
