package io.alphaflow.backtest.statistics;

import java.util.Locale;

/** Text with numbers in it that is the same on every machine, whatever language it is set to. */
public final class Text {

  private Text() {}

  /** As {@link String#format} with English digits and separators. */
  public static String of(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
