package io.alphaflow.history.csv;

import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Numbers in the bytes of a cell: plain ones without an object, others through BigDecimal. */
public final class CellNumbers {

  private static final int MOST_DIGITS = 18;
  private static final long[] SCALE = {
    100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
  };
  private static final long[] LARGEST = new long[SCALE.length];

  static {
    for (int i = 0; i < SCALE.length; i++) {
      LARGEST[i] = Long.MAX_VALUE / SCALE[i];
    }
  }

  private long rounded;

  /** How many amounts were rounded so far. */
  public long rounded() {
    return rounded;
  }

  /** An amount in units of 1e-8; more than eight decimals are rounded half up. */
  public long decimal(byte[] bytes, int from, int to, String name) throws BadLine {
    int at = from;
    boolean negative = at < to && bytes[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    int decimals = 0;
    int digits = 0;
    boolean point = false;
    for (; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit >= 0 && digit <= 9) {
        if (point && decimals == Fixed8.SCALE) {
          if (digit != 0) {
            break;
          }
          continue;
        }
        value = value * 10 + digit;
        digits++;
        if (point) {
          decimals++;
        }
      } else if (digit == '.' - '0' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (at == to && digits > 0 && digits <= MOST_DIGITS && value <= LARGEST[decimals]) {
      long scaled = value * SCALE[decimals];
      return negative ? -scaled : scaled;
    }
    return from == to ? missing(name) : otherwise(bytes, from, to, name);
  }

  /** A whole number. */
  public long integer(byte[] bytes, int from, int to, String name) throws BadLine {
    long value = 0;
    for (int at = from; at < to; at++) {
      int digit = bytes[at] - '0';
      if (digit < 0 || digit > 9 || to - from > MOST_DIGITS) {
        return unusualInteger(bytes, from, to, name);
      }
      value = value * 10 + digit;
    }
    return from == to ? missing(name) : value;
  }

  private static long missing(String name) throws BadLine {
    throw new BadLine(Fault.EMPTY_VALUE, name + " is empty");
  }

  private static String text(byte[] bytes, int from, int to, String name) throws BadLine {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      missing(name);
    }
    return text;
  }

  private static BigDecimal number(String text, String name) throws BadLine {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() - number.scale() > 40 || number.scale() > 400) {
        throw new BadLine(Fault.OUT_OF_RANGE, name + " is out of range: " + shown(text));
      }
      return number;
    } catch (NumberFormatException e) {
      throw new BadLine(Fault.UNPARSABLE, name + " is not a number: " + shown(text));
    }
  }

  /** Exponents, white space, a sign, and the digits that a double brings along. */
  private long otherwise(byte[] bytes, int from, int to, String name) throws BadLine {
    String text = text(bytes, from, to, name);
    BigDecimal number = number(text, name);
    BigDecimal scaled = number.setScale(Fixed8.SCALE, RoundingMode.HALF_UP);
    if (scaled.unscaledValue().bitLength() > 63) {
      throw new BadLine(
          Fault.OUT_OF_RANGE,
          name + " is beyond " + Fixed8.format(Long.MAX_VALUE) + ": " + shown(text));
    }
    if (scaled.compareTo(number) != 0) {
      rounded++;
    }
    return scaled.unscaledValue().longValueExact();
  }

  /** Numbers such as {@code 12.0}, {@code 1.2E3} or with white space, if they are whole. */
  private static long unusualInteger(byte[] bytes, int from, int to, String name) throws BadLine {
    String text = text(bytes, from, to, name);
    try {
      return number(text, name).longValueExact();
    } catch (ArithmeticException e) {
      throw new BadLine(Fault.UNPARSABLE, name + " is not a whole number: " + shown(text));
    }
  }

  private static String shown(String text) {
    return "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
  }
}
