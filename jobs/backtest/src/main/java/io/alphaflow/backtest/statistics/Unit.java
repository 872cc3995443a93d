package io.alphaflow.backtest.statistics;

/** What a metric is counted in, and how a person reads it. */
public enum Unit {
  /** A fraction, read as percent. */
  FRACTION,
  /** A plain number. */
  RATIO,
  /** In the account's currency. */
  MONEY,
  /** Days. */
  DAYS,
  /** A duration in microseconds. */
  MICROSECONDS,
  /** 1/10,000. */
  BPS,
  /** A whole number. */
  COUNT;

  /** From ten times on nobody reads decimals of a percent. */
  private static final double LARGE = 10;

  private static final double SECOND = 1e6;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;

  /** A value as text; {@code n/a} when it is undefined. */
  public String format(double value) {
    if (!Double.isFinite(value)) {
      return "n/a";
    }
    return switch (this) {
      case FRACTION -> text(Math.abs(value) < LARGE ? "%,.2f %%" : "%,.0f %%", value * 100);
      case RATIO -> text("%,.3f", value);
      case MONEY -> text("%,.2f", value);
      case DAYS -> text("%,.0f d", value);
      case MICROSECONDS -> duration(value);
      case BPS -> text("%,.2f bps", value);
      case COUNT -> text("%,.0f", value);
    };
  }

  private static String duration(double micros) {
    if (micros >= 2 * DAY) {
      return text("%,.1f d", micros / DAY);
    }
    if (micros >= 2 * HOUR) {
      return text("%.1f h", micros / HOUR);
    }
    if (micros >= 2 * MINUTE) {
      return text("%.1f min", micros / MINUTE);
    }
    return micros >= SECOND ? text("%.1f s", micros / SECOND) : text("%.1f ms", micros / 1_000);
  }

  /** Without the sign of a negative number that is rounded to nothing. */
  private static String text(String format, double value) {
    String text = Text.of(format, value);
    boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
    return zero && text.startsWith("-") ? text.substring(1) : text;
  }
}
