package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Text;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Charts' data as JSON that may stand in a page. Numbers have eight significant digits: no screen
 * shows more, and the page is small.
 */
final class ChartData {

  private static final MathContext DIGITS = new MathContext(8);
  private static final long MILLI = 1_000;

  private final StringBuilder json = new StringBuilder("{");

  /** What is so far, as a script's text: there is nothing in it that ends the script. */
  @Override
  public String toString() {
    return json + "}";
  }

  /** Begins a value. */
  private StringBuilder key(String key) {
    if (json.length() > 1) {
      json.append(",\n");
    }
    return json.append(string(key)).append(':');
  }

  /** Points of a line: [[milliseconds, value], …]. */
  ChartData line(String key, long[] times, double[] values, int[] chosen) {
    StringBuilder out = key(key).append('[');
    for (int i = 0; i < chosen.length; i++) {
      out.append(i == 0 ? "[" : ",[")
          .append(times[chosen[i]] / MILLI)
          .append(',')
          .append(number(values[chosen[i]]))
          .append(']');
    }
    out.append(']');
    return this;
  }

  /** Numbers. */
  ChartData numbers(String key, double[] values) {
    StringBuilder out = key(key).append('[');
    for (int i = 0; i < values.length; i++) {
      out.append(i == 0 ? "" : ",").append(number(values[i]));
    }
    out.append(']');
    return this;
  }

  /** JSON that has been made with the methods of this class. */
  ChartData raw(String key, String value) {
    key(key).append(value);
    return this;
  }

  static String number(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    return value == 0 ? "0" : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
  }

  static long millis(long micros) {
    return Math.floorDiv(micros, MILLI);
  }

  /** A string; what could end a script or open a comment in it is written by its number. */
  static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x7F && "\"\\<>&'/".indexOf(c) < 0;
      out.append(plain ? String.valueOf(c) : Text.of("\\u%04x", (int) c));
    }
    return out.append('"').toString();
  }
}
