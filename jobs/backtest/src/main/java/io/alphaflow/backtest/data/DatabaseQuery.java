package io.alphaflow.backtest.data;

import io.alphaflow.common.model.BarSpec;
import java.util.Optional;

/**
 * What is wanted of the archive.
 *
 * @param table bars or trades
 * @param symbols of what
 * @param interval of bars, when it was said
 * @param from time before which events are left out, epoch microseconds UTC
 * @param to time from which on they are left out
 */
public record DatabaseQuery(
    Table table, Symbols symbols, Optional<BarSpec> interval, long from, long to) {

  /** A table of the archive. */
  public enum Table {
    /** Bars of all intervals. */
    BARS,
    /** Trades. */
    TRADES
  }
}
