package io.alphaflow.risk.limit;

import io.alphaflow.common.money.Fixed8;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a limit is written and what its numbers mean. */
public enum LimitKind {
  /** A decimal in quote, base or the account's currency. */
  AMOUNT("a decimal of at least 0, such as 5000") {
    @Override
    LimitValue read(String text) {
      return LimitValue.of(notNegative(Fixed8.parse(text)));
    }

    @Override
    String write(LimitValue value) {
      return Fixed8.format(value.amount());
    }
  },
  /** A share: 0.05 or 5%. */
  FRACTION("a fraction or percentage of at least 0, such as 0.05 or 5%") {
    @Override
    LimitValue read(String text) {
      return LimitValue.of(notNegative(fraction(text)));
    }

    @Override
    String write(LimitValue value) {
      return Fixed8.format(value.amount());
    }
  },
  /** A whole number. */
  COUNT("a whole number of at least 0, such as 2") {
    @Override
    LimitValue read(String text) {
      return LimitValue.of(count(text));
    }

    @Override
    String write(LimitValue value) {
      return Long.toString(value.amount());
    }
  },
  /** Logical time. */
  TIME_SPAN("a time span such as 250ms, 60s, 5m, 8h, 1d") {
    @Override
    LimitValue read(String text) {
      return LimitValue.of(span(text));
    }

    @Override
    String write(LimitValue value) {
      return spanText(value.amount());
    }
  },
  /** So many in a time span, as a token bucket: {@code 10/60s}. */
  RATE("a number and a time span, such as 10/60s; also {burst: 10, per: 60s}", "burst") {
    @Override
    LimitValue read(String text) {
      String[] parts = parts(text, 2);
      return new LimitValue(count(parts[0]), positiveSpan(parts[1]), 0);
    }

    @Override
    String write(LimitValue value) {
      return value.amount() + "/" + spanText(value.per());
    }
  },
  /** An amount in a time span: {@code 500/1h}. */
  AMOUNT_RATE("an amount and a time span, such as 500/1h; also {amount: 500, per: 1h}", "amount") {
    @Override
    LimitValue read(String text) {
      String[] parts = parts(text, 2);
      return new LimitValue(notNegative(Fixed8.parse(parts[0])), positiveSpan(parts[1]), 0);
    }

    @Override
    String write(LimitValue value) {
      return Fixed8.format(value.amount()) + "/" + spanText(value.per());
    }
  },
  /**
   * So many messages for each fill in a time span, and a number that is free: {@code 50/1h/100}.
   */
  RATIO(
      "a number for each fill, a time span and a number that is free, such as 50/1h/100; also"
          + " {ratio: 50, per: 1h, free: 100}",
      "ratio") {
    @Override
    LimitValue read(String text) {
      String[] parts = parts(text, 3);
      return new LimitValue(count(parts[0]), positiveSpan(parts[1]), count(parts[2]));
    }

    @Override
    String write(LimitValue value) {
      return value.amount() + "/" + spanText(value.per()) + "/" + value.free();
    }
  };

  private static final Pattern SPAN = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  private static final long MAX_COUNT = 1_000_000;
  private static final long DAY = 86_400_000_000L;
  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
  private static final long[] MICROS = {DAY, 3_600_000_000L, 60_000_000L, 1_000_000L, 1_000L};

  private final String accepted;
  private final String firstKey;

  LimitKind(String accepted) {
    this(accepted, "");
  }

  LimitKind(String accepted, String firstKey) {
    this.accepted = accepted;
    this.firstKey = firstKey;
  }

  /** What is accepted, for errors. */
  public String accepted() {
    return accepted + ", or " + LimitValue.OFF_TEXT;
  }

  /** Keys of the form with several values, in the order of the text; empty for a plain value. */
  public String[] keys() {
    if (firstKey.isEmpty()) {
      return new String[0];
    }
    return this == RATIO ? new String[] {firstKey, "per", "free"} : new String[] {firstKey, "per"};
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException when it is not {@link #accepted}
   */
  public LimitValue parse(String text) {
    String trimmed = text.trim();
    // YAML reads a plain off as false.
    boolean off = trimmed.equals(LimitValue.OFF_TEXT) || trimmed.equals("false");
    return off ? LimitValue.OFF : read(trimmed);
  }

  /** As {@link #parse} reads it. */
  public String format(LimitValue value) {
    return value.isOff() ? LimitValue.OFF_TEXT : write(value);
  }

  abstract LimitValue read(String text);

  abstract String write(LimitValue value);

  private static String[] parts(String text, int number) {
    String[] parts = text.split("/", -1);
    if (parts.length != number) {
      throw new IllegalArgumentException(text);
    }
    return parts;
  }

  private static long notNegative(long value) {
    if (value < 0) {
      throw new IllegalArgumentException(Fixed8.format(value));
    }
    return value;
  }

  /** {@code 0.05} or {@code 5%}, units of 1e-8. */
  public static long fraction(String text) {
    return text.endsWith("%")
        ? Fixed8.parse(text.substring(0, text.length() - 1).trim()) / 100
        : Fixed8.parse(text);
  }

  private static long count(String text) {
    long value = Long.parseLong(text.trim());
    if (value < 0 || value > MAX_COUNT) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static long span(String text) {
    Matcher matcher = SPAN.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long number = Long.parseLong(matcher.group(1));
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(matcher.group(2))) {
        if (number > Long.MAX_VALUE / MICROS[i]) {
          throw new IllegalArgumentException(text);
        }
        return number * MICROS[i];
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static long positiveSpan(String text) {
    long span = span(text);
    if (span <= 0 || span > DAY) {
      throw new IllegalArgumentException(text);
    }
    return span;
  }

  private static String spanText(long micros) {
    for (int i = 0; i < UNITS.length; i++) {
      if (micros % MICROS[i] == 0 && (micros != 0 || UNITS[i].equals("s"))) {
        return micros / MICROS[i] + UNITS[i];
      }
    }
    return micros / MICROS[MICROS.length - 1] + "ms";
  }
}
