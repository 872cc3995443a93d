package io.alphaflow.cli.backtest;

import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A raw capture of Binance's trade and depth streams, made message by message. */
public final class CaptureFile {

  /** Milliseconds since 1970 of second 0. */
  private static final long START = 1_700_000_000_000L;

  private static final String SNAPSHOT =
      "{\"lastUpdateId\":10,\"bids\":[[\"799.00\",\"2\"],[\"798.00\",\"3\"]],"
          + "\"asks\":[[\"801.00\",\"1\"],[\"802.00\",\"4\"]]}";

  private final String symbol;
  private final List<String> messages = new ArrayList<>();
  private long trades;
  private long updates = 10;

  /**
   * A capture that begins with a book: bids 2 at 799 and 3 at 798, asks 1 at 801 and 4 at 802.
   *
   * @param symbol as Binance writes it
   * @param bids levels of the update that comes with it, see {@link #update}
   */
  public CaptureFile(String symbol, String bids) {
    this.symbol = symbol;
    update(0, bids, "");
    messages.add(SNAPSHOT);
  }

  /** A trade of quantity 1 whose buyer was the maker. */
  public CaptureFile trade(long second, String price) {
    long time = START + second * 1_000;
    messages.add(
        ("{\"stream\":\"%s@trade\",\"data\":{\"e\":\"trade\",\"E\":%d,\"s\":\"%s\","
                + "\"t\":%d,\"p\":\"%s\",\"q\":\"1\",\"T\":%d,\"m\":true,\"M\":true}}")
            .formatted(stream(), time, symbol, ++trades, price, time));
    return this;
  }

  /**
   * An update of the book in the middle of a second.
   *
   * @param bids levels as {@code ["799.00","2"]}, with commas between
   */
  public CaptureFile update(long second, String bids, String asks) {
    updates++;
    messages.add(
        ("{\"stream\":\"%s@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":%d,"
                + "\"s\":\"%s\",\"U\":%d,\"u\":%d,\"b\":[%s],\"a\":[%s]}}")
            .formatted(
                stream(), START + second * 1_000 + 500, symbol, updates, updates, bids, asks));
    return this;
  }

  /** Some updates are missing from here on. */
  public CaptureFile loseUpdates() {
    updates += 4;
    return this;
  }

  private String stream() {
    return symbol.toLowerCase(Locale.ROOT);
  }

  /** Writes what there is so far. */
  public Path write(Path file) throws IOException {
    try (CaptureWriter writer = CaptureWriter.create(file)) {
      long nanos = START * 1_000_000;
      for (String message : messages) {
        writer.add(new CaptureLine(nanos++, message));
      }
    }
    return file;
  }
}
