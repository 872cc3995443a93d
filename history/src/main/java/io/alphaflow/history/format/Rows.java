package io.alphaflow.history.format;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The rows of an open file, one at a time; each can be read as what the file holds. */
public final class Rows implements AutoCloseable {

  private final Lines lines;
  private final BarLayout bars;
  private final TradeLayout trades;
  private long row;

  Rows(Lines lines, BarLayout bars, TradeLayout trades) {
    this.lines = lines;
    this.bars = bars;
    this.trades = trades;
  }

  /**
   * Goes to the next row.
   *
   * @return false at the end
   * @throws IOException when the file is damaged or cut off
   */
  public boolean next() throws IOException {
    if (!lines.next()) {
      return false;
    }
    row++;
    return true;
  }

  /** Number of the row, from 1. */
  public long row() {
    return row;
  }

  /** Number of its line in the file, from 1. */
  public long line() {
    return lines.line();
  }

  /** The line as it stands in the file. */
  public String raw() {
    return lines.raw();
  }

  /** Length of {@link #raw()} in bytes. */
  public int rawLength() {
    return lines.rawLength();
  }

  /** The bytes of {@link #raw()}, in this array or a larger one. */
  public byte[] copyRaw(byte[] into) {
    return lines.copyRaw(into);
  }

  /** The text of bytes that were copied. */
  public static String text(byte[] raw, int length) {
    return new String(raw, 0, length, StandardCharsets.UTF_8);
  }

  /** How many amounts were rounded to eight decimals so far. */
  public long rounded() {
    return lines.rounded();
  }

  /** The row's time, epoch microseconds UTC. */
  public long time() throws BadLine {
    return bars != null ? bars.time(lines) : trades.time(lines);
  }

  /** The row as a bar of a spec of time. */
  public Bar bar(String instrument, BarSpec spec) throws BadLine {
    return bars.read(lines, instrument, spec);
  }

  /**
   * The row as a trade.
   *
   * @param firstRow the id of the first row, where the file has no ids
   */
  public Trade trade(String instrument, long firstRow, long ingestTime) throws BadLine {
    return trades.read(lines, instrument, firstRow + row - 1, ingestTime);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
