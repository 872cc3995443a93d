package io.alphaflow.cli.backtest;

import io.alphaflow.backtest.data.BookChange;
import io.alphaflow.backtest.data.EventSink;
import io.alphaflow.backtest.data.RecordedMarket;
import io.alphaflow.cli.market.CapturedUpdate;
import io.alphaflow.common.book.BookSide;
import io.alphaflow.common.book.BookSync;
import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureReader;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.exchange.binance.market.DepthSnapshots;
import io.alphaflow.exchange.binance.market.StreamFrames;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The market of one symbol in raw captures that continue each other: the trades of its trade
 * stream, and the book that its depth updates and snapshots give, by the venue's rule for a local
 * book. Times are the venue's. While the book's updates do not join, nothing is known of it.
 */
final class CapturedMarket implements RecordedMarket {

  private static final String SNAPSHOT = "{\"lastUpdateId\":";
  private static final String TRADE = "\"trade\"";
  private static final String DEPTH = "\"depthUpdate\"";
  private static final int MAX_LEVELS = 1_000_000;
  private static final int MAX_BUFFERED = 100_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final InstrumentId instrument;
  private final String symbol;
  private final List<Path> files;
  private volatile long updates;
  private volatile long breaks;

  /**
   * A market.
   *
   * @param symbol the venue's spelling
   * @param files in the order of time
   */
  CapturedMarket(InstrumentId instrument, String symbol, List<Path> files) {
    this.instrument = instrument;
    this.symbol = symbol;
    this.files = List.copyOf(files);
  }

  @Override
  public InstrumentId instrument() {
    return instrument;
  }

  @Override
  public List<String> descriptions() {
    List<String> out = new ArrayList<>();
    files.forEach(file -> out.add(file + ": a capture of " + symbol + ", trades and book"));
    if (updates > 0) {
      out.add(
          "%s: %d updates of the book, which was lost %d times"
              .formatted(instrument, updates, breaks));
    }
    return out;
  }

  /** Takes the lines of the files that have a text in them. */
  private interface Lines {
    void take(Path file, long number, CaptureLine line) throws IOException;
  }

  private void read(List<String> texts, Lines lines, Rejects rejects) throws IOException {
    for (Path file : files) {
      try (CaptureReader reader = CaptureReader.open(file)) {
        boolean more = true;
        while (more) {
          long before = reader.line();
          try {
            CaptureLine line = reader.next();
            more = line != null;
            if (more && texts.stream().anyMatch(line.text()::contains)) {
              lines.take(file, reader.line(), line);
            }
          } catch (IOException e) {
            // A reader that stands still is at a place where the compression is damaged.
            more = reader.line() > before;
            rejects.add(
                file.toString(),
                reader.line(),
                more ? Fault.UNPARSABLE : Fault.FILE_DAMAGED,
                e.getMessage(),
                "");
          }
        }
      }
    }
  }

  private void check(String found) throws IOException {
    if (!found.equals(symbol)) {
      throw new IOException("a message of %s in a capture of %s".formatted(found, symbol));
    }
  }

  @Override
  public void trades(EventSink sink, Rejects rejects) throws IOException {
    read(
        List.of(TRADE),
        (file, number, line) -> {
          StreamEvent event = StreamFrames.read(line.text());
          if (event instanceof StreamEvent.Unreadable frame) {
            throw new IOException(frame.reason());
          }
          if (event instanceof VenueTrade trade && trade.kind() == StreamKind.TRADE) {
            check(trade.symbol());
            if (trade.price() > 0 && trade.quantity() > 0) {
              sink.trade(
                  new Trade(
                      instrument.toString(),
                      trade.id(),
                      trade.price(),
                      trade.quantity(),
                      trade.buyerIsMaker(),
                      trade.time(),
                      line.receivedNanos() / NANOS_PER_MICRO));
            }
          }
        },
        rejects);
  }

  @Override
  public void book(long from, long to, EventSink sink) throws IOException {
    Rebuild rebuild = new Rebuild(from, to, sink);
    // Damaged lines are told of with the trades.
    try (Rejects twice = Rejects.none()) {
      read(
          List.of(DEPTH, SNAPSHOT),
          (file, number, line) -> {
            if (line.text().startsWith(SNAPSHOT)) {
              rebuild.snapshot(DepthSnapshots.read(line.text()));
              return;
            }
            StreamEvent event = StreamFrames.read(line.text());
            if (event instanceof DepthUpdate update) {
              check(update.symbol());
              rebuild.update(update);
            }
          },
          twice);
    }
    updates = rebuild.sync.applied();
    breaks = rebuild.lost;
  }

  /** The book on its way through the files. */
  private final class Rebuild {

    private final BookSync sync = new BookSync(MAX_LEVELS, MAX_BUFFERED, 0);
    private final long from;
    private final long to;
    private final EventSink sink;
    private long time = Long.MIN_VALUE;
    private boolean told;
    private long lost;

    Rebuild(long from, long to, EventSink sink) {
      this.from = from;
      this.to = to;
      this.sink = sink;
    }

    void update(DepthUpdate update) throws IOException {
      long first = CapturedUpdate.first(update);
      BookSync.Result result =
          sync.diff(
              first,
              update.lastUpdateId(),
              update.time(),
              update.bidPrices(),
              update.bidQuantities(),
              update.askPrices(),
              update.askQuantities());
      time = Math.max(time, update.time());
      if (time < from || time >= to) {
        return;
      }
      if (result == BookSync.Result.BROKEN) {
        lose();
      } else if (result == BookSync.Result.APPLIED && told) {
        sink.book(
            BookChange.of(
                instrument.toString(),
                time,
                update.bidPrices(),
                update.bidQuantities(),
                update.askPrices(),
                update.askQuantities()));
      } else if (sync.isSynced() && !told) {
        whole();
      }
    }

    /** A snapshot has no time of its own: it is the book from the updates on that it joins. */
    void snapshot(DepthSnapshot snapshot) {
      BookSync.Result result =
          sync.snapshot(
              snapshot.lastUpdateId(),
              Math.max(snapshot.bidPrices().length, snapshot.askPrices().length),
              snapshot.bidPrices(),
              snapshot.bidQuantities(),
              snapshot.askPrices(),
              snapshot.askQuantities());
      boolean inRange = time >= from && time < to;
      if (result == BookSync.Result.BROKEN && inRange) {
        lose();
      } else if (result == BookSync.Result.RESYNCED) {
        told = false;
        // One that is ahead of the updates becomes the book with the next of them, not before.
        if (inRange && sync.lastUpdateId() > snapshot.lastUpdateId()) {
          whole();
        }
      }
    }

    private void lose() {
      if (told) {
        lost++;
        sink.book(BookChange.lost(instrument.toString(), time));
      }
      told = false;
    }

    private void whole() {
      BookSide bids = sync.book().bids();
      BookSide asks = sync.book().asks();
      told = true;
      sink.book(
          new BookChange(
              instrument.toString(),
              time,
              true,
              bids.isTruncated() ? worst(bids, Long.MAX_VALUE) : 0,
              asks.isTruncated() ? worst(asks, 0) : Long.MAX_VALUE,
              prices(bids),
              quantities(bids),
              prices(asks),
              quantities(asks)));
    }

    private static long worst(BookSide side, long none) {
      int known = side.knownLevels();
      return known == 0 ? none : side.price(known - 1);
    }

    private static long[] prices(BookSide side) {
      long[] out = new long[side.size()];
      for (int i = 0; i < out.length; i++) {
        out[i] = side.price(i);
      }
      return out;
    }

    private static long[] quantities(BookSide side) {
      long[] out = new long[side.size()];
      for (int i = 0; i < out.length; i++) {
        out[i] = side.quantity(i);
      }
      return out;
    }
  }
}
