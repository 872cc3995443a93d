package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;
import java.util.Arrays;

/**
 * Levels of a book, {@code [["price","quantity"],…]}, units of 1e-8.
 *
 * @param prices in the order of the message
 * @param quantities of the same length
 * @param problem what is wrong, to follow the field's name; empty when nothing is
 */
record Levels(long[] prices, long[] quantities, String problem) {

  private static final long[] NONE = {};

  /** Reads the array that the parser has just entered, to its end whatever it holds. */
  static Levels read(JsonParser in) throws IOException {
    long[] prices = NONE;
    long[] quantities = NONE;
    int count = 0;
    String problem = "";
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_ARRAY) {
        problem = wrong(problem, count, " must be [\"price\",\"quantity\"]");
        in.skipChildren();
        continue;
      }
      if (count == prices.length) {
        prices = Arrays.copyOf(prices, Math.max(16, count * 2));
        quantities = Arrays.copyOf(quantities, prices.length);
      }
      int elements = 0;
      while (in.nextToken() != JsonToken.END_ARRAY) {
        if (elements >= 2) {
          // Old messages have a third element that is always an empty list.
          in.skipChildren();
        } else if (in.currentToken() != JsonToken.VALUE_STRING) {
          problem = wrong(problem, count, " must be decimal strings, has " + in.getText());
          in.skipChildren();
        } else {
          try {
            long value = Fixed8.parse(in.getText());
            (elements == 0 ? prices : quantities)[count] = value;
          } catch (NumberFormatException e) {
            problem = wrong(problem, count, " has " + e.getMessage());
          }
        }
        elements++;
      }
      if (elements < 2) {
        problem = wrong(problem, count, " must be [\"price\",\"quantity\"]");
      }
      count++;
    }
    return new Levels(Arrays.copyOf(prices, count), Arrays.copyOf(quantities, count), problem);
  }

  private static String wrong(String before, int index, String what) {
    return before.isEmpty() ? "[" + index + "]" + what : before;
  }
}
