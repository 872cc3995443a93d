package io.alphaflow.history.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that can be named; without a name the format is found in the file. */
public enum Format {
  /** Binance's public archive: bars, 12 columns. */
  BINANCE_KLINES,
  /** Binance's public archive: trades, 6 or 7 columns. */
  BINANCE_TRADES,
  /** Binance's public archive: aggregate trades, 7 or 8 columns. */
  BINANCE_AGGTRADES,
  /** Time in seconds, price, amount. */
  BITSTAMP_TRADES,
  /** Any other CSV, by its header or a column map. */
  CSV;

  /** As it is written on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a label.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Format parse(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + label
                        + "\" is not a format, expected one of "
                        + Arrays.stream(values())
                            .map(Format::label)
                            .collect(Collectors.joining(", "))));
  }
}
