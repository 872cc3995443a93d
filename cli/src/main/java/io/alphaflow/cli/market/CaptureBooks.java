package io.alphaflow.cli.market;

import io.alphaflow.cli.UserError;
import io.alphaflow.common.capture.CaptureLine;
import io.alphaflow.common.capture.CaptureReader;
import io.alphaflow.exchange.binance.market.DepthSnapshots;
import io.alphaflow.exchange.binance.market.StreamFrames;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rebuilds the books of all symbols in raw captures. Damaged lines are noted and left out.
 *
 * <p>A snapshot does not name its symbol: it belongs to the symbol of its file whose update numbers
 * are nearest. One that comes before any depth update of its file waits for the first.
 */
final class CaptureBooks {

  /**
   * A line, or the rest of a file, that cannot be read.
   *
   * @param place of the line
   * @param reason what is wrong, in a sentence
   */
  record Damage(CapturePlace place, String reason) {}

  private record Waiting(CapturePlace place, DepthSnapshot snapshot) {}

  /** How many damaged lines are kept to be shown. */
  static final int SHOWN = 20;

  /** A file that begins with so many unreadable lines is something else. */
  private static final int NOT_A_CAPTURE = 100;

  private static final String SNAPSHOT = "{\"lastUpdateId\":";

  /** A snapshot before any depth update is of the symbol whose first update is no further away. */
  private static final long NEAR = 10_000_000;

  private static final String EXAMPLE =
      "a receive time in nanoseconds, a blank and a message: 1723161254087891268"
          + " {\"stream\":\"btcusdt@bookTicker\",\"data\":{…}}";

  private final Map<String, BookCheck> books = new TreeMap<>();
  private final List<Damage> damages = new ArrayList<>();
  private long lines;
  private long damaged;

  // Of the file that is being read.
  private final Map<String, BookCheck> withDepth = new TreeMap<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private long readable;
  private long unreadable;

  private CaptureBooks() {}

  /**
   * Reads captures.
   *
   * @param files those of one symbol in the order of time
   * @throws UserError when a file is missing or is no capture
   */
  static CaptureBooks read(List<Path> files) {
    CaptureBooks capture = new CaptureBooks();
    for (Path file : files) {
      capture.readFile(file);
    }
    return capture;
  }

  private void readFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          file
              + (Files.exists(file) ? " is not a file" : ": no such file")
              + ", expected a capture");
    }
    withDepth.clear();
    readable = 0;
    unreadable = 0;
    try (CaptureReader reader = CaptureReader.open(file)) {
      while (readLine(file, reader)) {
        if (readable == 0 && unreadable >= NOT_A_CAPTURE) {
          throw notACapture(file);
        }
      }
      lines += reader.line();
    } catch (IOException e) {
      throw new UserError(file + " cannot be read: " + e);
    }
    for (Waiting late = waiting.poll(); late != null; late = waiting.poll()) {
      damage(
          late.place(), "a depth snapshot, but the file has no depth updates that it belongs to");
    }
    if (readable == 0) {
      throw notACapture(file);
    }
  }

  /** Reads a line; false at the end of what can be read. */
  private boolean readLine(Path file, CaptureReader reader) {
    long before = reader.line();
    try {
      CaptureLine line = reader.next();
      if (line == null) {
        return false;
      }
      take(new CapturePlace(file, reader.line()), line);
      readable++;
      return true;
    } catch (IOException e) {
      damage(new CapturePlace(file, reader.line()), e.getMessage());
      // A reader that stands still is at a place where the compression is damaged.
      return reader.line() > before;
    }
  }

  private void take(CapturePlace place, CaptureLine line) throws IOException {
    StreamEvent event = StreamFrames.read(line.text());
    if (event instanceof DepthUpdate update) {
      BookCheck book = book(update.symbol(), place, line);
      if (withDepth.put(update.symbol(), book) == null) {
        giveWaiting(book, update);
      }
      book.diff(place, update);
    } else if (event instanceof VenueQuote quote) {
      book(quote.symbol(), place, line).quote(place, quote);
    } else if (event instanceof VenueTrade trade) {
      book(trade.symbol(), place, line);
    } else if (event instanceof VenueKline kline) {
      book(kline.symbol(), place, line);
    } else if (event instanceof StreamEvent.Unreadable frame) {
      if (!line.text().startsWith(SNAPSHOT)) {
        throw new IOException(frame.reason());
      }
      takeSnapshot(new Waiting(place, DepthSnapshots.read(line.text())));
    }
  }

  private BookCheck book(String symbol, CapturePlace place, CaptureLine line) {
    BookCheck book = books.computeIfAbsent(symbol, BookCheck::new);
    book.line(place, line.receivedNanos());
    return book;
  }

  private void takeSnapshot(Waiting found) {
    long id = found.snapshot().lastUpdateId();
    withDepth.values().stream()
        .min(Comparator.comparingLong(book -> Math.abs(id - book.lastDiffId())))
        .ifPresentOrElse(
            book -> book.snapshot(found.place(), found.snapshot()), () -> waiting.add(found));
  }

  private void giveWaiting(BookCheck book, DepthUpdate first) {
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting found = each.next();
      if (Math.abs(found.snapshot().lastUpdateId() - first.lastUpdateId()) <= NEAR) {
        book.snapshot(found.place(), found.snapshot());
        each.remove();
      }
    }
  }

  private void damage(CapturePlace place, String reason) {
    damaged++;
    unreadable++;
    if (damages.size() < SHOWN) {
      damages.add(new Damage(place, without(place.file() + " ", without(place + ": ", reason))));
    }
  }

  /** The reader's messages name the place themselves. */
  private static String without(String beginning, String text) {
    return text.startsWith(beginning) ? text.substring(beginning.length()) : text;
  }

  private UserError notACapture(Path file) {
    String first =
        damages.stream()
            .filter(damage -> damage.place().file().equals(file))
            .findFirst()
            .map(damage -> "line " + damage.place().line() + ": " + damage.reason())
            .orElse("it is empty");
    return new UserError(
        "%s is not a raw capture of market streams: %s. A line is expected to be %s"
            .formatted(file, first, EXAMPLE));
  }

  /** The books, by symbol. */
  Collection<BookCheck> books() {
    return books.values();
  }

  /** Lines that were read, damaged ones included. */
  long lines() {
    return lines;
  }

  long damaged() {
    return damaged;
  }

  /** The first {@link #SHOWN} damaged lines. */
  List<Damage> damages() {
    return damages;
  }
}
