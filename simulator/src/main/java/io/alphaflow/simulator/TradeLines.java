package io.alphaflow.simulator;

import io.alphaflow.common.money.Fixed8;
import java.util.Arrays;
import java.util.List;

/** Turns the lines of one CSV into columns and says which line is damaged and why. */
final class TradeLines {

  private static final int FIRST_CAPACITY = 1 << 16;
  private static final int LONGEST_QUOTE = 60;
  private static final int COLUMNS = 3;

  private final String file;
  private long line;
  private int size;
  private long[] times = new long[FIRST_CAPACITY];
  private long[] prices = new long[FIRST_CAPACITY];
  private long[] quantities = new long[FIRST_CAPACITY];
  // Where timestamp, price and amount stand; a header may say otherwise.
  private int timeColumn = 0;
  private int priceColumn = 1;
  private int amountColumn = 2;

  TradeLines(String file) {
    this.file = file;
  }

  /** Number of the line that comes next, from 1. */
  long next() {
    return line + 1;
  }

  void accept(String text) throws TradeFileException {
    line++;
    String[] cells = text.split(",", -1);
    if (line == 1 && isHeader(cells)) {
      readHeader(cells);
      return;
    }
    if (cells.length != COLUMNS) {
      throw damaged("expected " + COLUMNS + " columns, found " + cells.length + in(text));
    }
    long time = time(cells[timeColumn].trim());
    if (size > 0 && time < times[size - 1]) {
      throw damaged(
          "time goes backwards, from " + times[size - 1] + " µs to " + time + " µs" + in(text));
    }
    add(time, amount("price", cells[priceColumn]), amount("amount", cells[amountColumn]));
  }

  Recording toRecording(String symbol) throws TradeFileException {
    if (size == 0) {
      throw new TradeFileException(file, Math.max(line, 1), "the file has no trades");
    }
    return new Recording(
        symbol,
        Arrays.copyOf(times, size),
        Arrays.copyOf(prices, size),
        Arrays.copyOf(quantities, size));
  }

  private static boolean isHeader(String[] cells) {
    for (String cell : cells) {
      if (cell.isEmpty() || !cell.trim().chars().allMatch(c -> Character.isLetter(c) || c == '_')) {
        return false;
      }
    }
    return true;
  }

  private void readHeader(String[] cells) throws TradeFileException {
    List<String> names = Arrays.stream(cells).map(c -> c.trim().toLowerCase()).toList();
    timeColumn = Math.max(names.indexOf("timestamp"), names.indexOf("unix"));
    priceColumn = names.indexOf("price");
    amountColumn = names.indexOf("amount");
    boolean known = timeColumn >= 0 && priceColumn >= 0 && amountColumn >= 0;
    if (names.size() != COLUMNS || !known) {
      throw damaged(
          "the header must name timestamp, price and amount, found "
              + quote(String.join(",", cells)));
    }
  }

  private long time(String text) throws TradeFileException {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw damaged("the timestamp is not a whole number: " + quote(text));
    }
    return switch (text.length()) {
      case 10 -> Long.parseLong(text) * 1_000_000;
      case 13 -> Long.parseLong(text) * 1_000;
      case 16 -> Long.parseLong(text);
      default ->
          throw damaged(
              "the timestamp must have 10 digits (seconds), 13 (milliseconds) or 16 (microseconds),"
                  + " has "
                  + text.length()
                  + ": "
                  + quote(text));
    };
  }

  private long amount(String column, String text) throws TradeFileException {
    long value;
    try {
      value = Fixed8.parse(text.trim());
    } catch (NumberFormatException e) {
      String message = e.getMessage();
      String why = message.substring(message.lastIndexOf(": ") + 2);
      throw new TradeFileException(
          file, line, "the " + column + " is not a number: " + quote(text) + " (" + why + ")", e);
    }
    if (value < 0) {
      throw damaged("the " + column + " is negative: " + quote(text));
    }
    return value;
  }

  private void add(long time, long price, long quantity) {
    if (size == times.length) {
      int larger = size * 2;
      times = Arrays.copyOf(times, larger);
      prices = Arrays.copyOf(prices, larger);
      quantities = Arrays.copyOf(quantities, larger);
    }
    times[size] = time;
    prices[size] = price;
    quantities[size] = quantity;
    size++;
  }

  private TradeFileException damaged(String reason) {
    return new TradeFileException(file, line, reason);
  }

  private static String in(String text) {
    return ": " + quote(text);
  }

  private static String quote(String text) {
    String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
