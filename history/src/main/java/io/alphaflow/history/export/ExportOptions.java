package io.alphaflow.history.export;

import java.util.Optional;

/**
 * Which rows are wanted.
 *
 * @param symbol {@code BASE/QUOTE}, or {@code venue:BASE/QUOTE}
 * @param from earliest time, epoch microseconds UTC; {@link Long#MIN_VALUE} for all
 * @param to time before which rows are wanted; {@link Long#MAX_VALUE} for all
 */
public record ExportOptions(Optional<String> symbol, long from, long to) {

  /** All rows. */
  public static final ExportOptions ALL =
      new ExportOptions(Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE);

  boolean wantsInstrument(String instrument) {
    return symbol.isEmpty()
        || instrument.equals(symbol.get())
        || (symbol.get().indexOf(':') < 0 && instrument.endsWith(":" + symbol.get()));
  }

  boolean wantsTime(long micros) {
    return micros >= from && micros < to;
  }

  boolean hasTimes() {
    return from != Long.MIN_VALUE || to != Long.MAX_VALUE;
  }
}
