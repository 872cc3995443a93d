package io.alphaflow.history.read;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.file.DataEntry;
import io.alphaflow.history.file.ReadCount;
import io.alphaflow.history.format.FileFormat;
import io.alphaflow.history.format.Rows;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;

/** Reads one file: good records in order to a receiver, the rest to the rejects. */
public final class EntryReader {

  /** A trade whose time is further back than this has a wrong one; ids make the order. */
  private static final long TIME_SLACK = 60_000_000;

  /** Receives the records of a file. */
  public interface Receiver<T> {
    /**
     * Takes a record.
     *
     * @param row the number of its row in the file, from 1; ascending
     * @param line the number of its line in the file
     */
    void accept(T value, long row, long line) throws IOException;
  }

  /**
   * How a file was read.
   *
   * @param rows rows of the file, bad ones counted
   * @param rounded amounts that had more than eight decimals
   * @param whole whether the file was read to its end
   */
  public record Result(long rows, long rounded, boolean whole) {}

  private interface Reading<T> {
    T read(Rows rows) throws BadLine;
  }

  private interface Key<T> {
    long of(T value);
  }

  private final DataEntry entry;
  private final String label;
  private final FileFormat format;
  private final Rejects rejects;

  /** A reader of one file. */
  public EntryReader(DataEntry entry, FileFormat format, Rejects rejects) {
    this(entry, entry.label(), format, rejects);
  }

  /**
   * A reader of one file.
   *
   * @param label how it is called in the rejects
   */
  public EntryReader(DataEntry entry, String label, FileFormat format, Rejects rejects) {
    this.entry = entry;
    this.label = label;
    this.format = format;
    this.rejects = rejects;
  }

  /** Reads bars of time. */
  public Result bars(ReadCount count, String instrument, BarSpec spec, Receiver<? super Bar> out)
      throws IOException {
    return read(
        count, false, Fault.TIME_GOES_BACK, r -> r.bar(instrument, spec), Bar::sequence, out);
  }

  /**
   * Reads trades.
   *
   * @param firstRow the id of the first row, where the file has no ids
   */
  public Result trades(
      ReadCount count,
      String instrument,
      long firstRow,
      long ingestTime,
      Receiver<? super Trade> out)
      throws IOException {
    Reading<Trade> reading = r -> r.trade(instrument, firstRow, ingestTime);
    return format.hasIds()
        ? read(count, false, Fault.ID_GOES_BACK, new NoJumpBack(reading), Trade::tradeId, out)
        : read(count, true, Fault.TIME_GOES_BACK, reading, Trade::exchangeTime, out);
  }

  private static final class NoJumpBack implements Reading<Trade> {
    private final Reading<Trade> reading;
    private long before = Long.MIN_VALUE;

    NoJumpBack(Reading<Trade> reading) {
      this.reading = reading;
    }

    @Override
    public Trade read(Rows rows) throws BadLine {
      Trade trade = reading.read(rows);
      boolean jump = before != Long.MIN_VALUE && trade.exchangeTime() < before - TIME_SLACK;
      before = trade.exchangeTime();
      if (jump) {
        throw new BadLine(Fault.TIME_GOES_BACK, "more than a minute earlier than the trade before");
      }
      return trade;
    }
  }

  private <T> Result read(
      ReadCount count,
      boolean equalAllowed,
      Fault backwards,
      Reading<T> reading,
      Key<T> key,
      Receiver<? super T> out)
      throws IOException {
    Rows opened;
    try {
      opened = format.rows(entry, count);
    } catch (IOException e) {
      rejects.add(label, 0, Fault.FILE_DAMAGED, reason(e), "");
      return new Result(0, 0, false);
    }
    try (Rows rows = opened) {
      InOrder<T> order = new InOrder<>(label, rows, equalAllowed, backwards, out, rejects);
      boolean whole = true;
      while (true) {
        try {
          if (!rows.next()) {
            break;
          }
        } catch (IOException e) {
          rejects.add(label, rows.line() + 1, Fault.FILE_DAMAGED, reason(e), "");
          whole = false;
          break;
        }
        T value;
        try {
          value = reading.read(rows);
        } catch (BadLine e) {
          rejects.add(label, rows.line(), e.fault(), e.getMessage(), rows.raw());
          continue;
        }
        order.offer(value, key.of(value));
      }
      order.finish();
      if (rows.row() == 0 && whole) {
        rejects.add(label, 0, Fault.FILE_EMPTY, "the file has no rows", "");
      }
      return new Result(rows.row(), rows.rounded(), whole);
    }
  }

  /** Why a file cannot be read, in words. */
  public static String reason(IOException e) {
    if (e instanceof EOFException) {
      return "the compressed data ends in the middle: the file is cut off, fetch it again";
    }
    if (e instanceof ZipException) {
      return "the compressed data is damaged: " + e.getMessage() + "; fetch the file again";
    }
    return String.valueOf(e.getMessage());
  }
}
