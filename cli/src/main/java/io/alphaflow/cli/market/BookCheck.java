package io.alphaflow.cli.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.alphaflow.cli.UserError;
import io.alphaflow.common.book.BookSync;
import io.alphaflow.exchange.market.DepthSnapshot;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.VenueQuote;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The book of one symbol, rebuilt from a capture, and what its comparison with the venue's own top
 * of book gave: at the same update number all four fields must be equal.
 */
final class BookCheck {

  /** Whose rule the update numbers follow. */
  enum Market {
    /** Consecutive numbers: {@code U} is one above the {@code u} before. */
    SPOT("spot"),
    /** Numbers shared by all symbols: {@code pu} is the {@code u} before. */
    USDM_FUTURES("USD-M futures");

    private final String label;

    Market(String label) {
      this.label = label;
    }

    @Override
    public String toString() {
      return label;
    }
  }

  /**
   * A quote that the book does not confirm.
   *
   * @param place of the quote
   * @param updateId of quote and book
   * @param venue what the quote says
   * @param book what the book says
   */
  record Mismatch(CapturePlace place, long updateId, BookTop venue, BookTop book) {}

  private record Quoted(CapturePlace place, long updateId, BookTop top) {}

  /** How many mismatches and remarks are kept to be shown. */
  static final int SHOWN = 5;

  /** Nothing is to be dropped from a book that is looked at once: more than any venue lists. */
  private static final int MAX_LEVELS = 1_000_000;

  private static final int MAX_BUFFERED = 100_000;
  private static final int MAX_AHEAD = 10_000;

  private final String symbol;
  private final BookSync sync = new BookSync(MAX_LEVELS, MAX_BUFFERED, 0);
  private final Deque<Quoted> ahead = new ArrayDeque<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private Market market;
  private CapturePlace last;
  private long lastReceived;
  private long lines;
  private long depthUpdates;
  private long lastDiffId;
  private long snapshotId = -1;
  private long compared;
  private long mismatched;

  BookCheck(String symbol) {
    this.symbol = symbol;
  }

  /** Counts a message of the symbol; the files must continue each other. */
  void line(CapturePlace place, long receivedNanos) {
    if (last != null && receivedNanos < lastReceived && !last.file().equals(place.file())) {
      throw new UserError(
          ("%s: its messages of %s are from before those of %s. Files that continue each other are"
                  + " given in the order of time, each once.")
              .formatted(place.file(), symbol, last.file()));
    }
    last = place;
    lastReceived = receivedNanos;
    lines++;
  }

  void diff(CapturePlace place, DepthUpdate update) throws JsonProcessingException {
    boolean futures = CapturedUpdate.isOfFutures(update);
    belongsTo(place, futures ? Market.USDM_FUTURES : Market.SPOT);
    long first = CapturedUpdate.first(update);
    long expected = lastDiffId + 1;
    long breaks = sync.breaks();
    long crossed = sync.crossedBooks();
    depthUpdates++;
    BookSync.Result result =
        sync.diff(
            first,
            update.lastUpdateId(),
            update.time(),
            update.bidPrices(),
            update.bidQuantities(),
            update.askPrices(),
            update.askQuantities());
    if (sync.breaks() > breaks) {
      remark(place, "sequence break: expected update %d, found %d".formatted(expected, first));
    } else if (sync.crossedBooks() > crossed) {
      remark(place, "the book is crossed after update " + update.lastUpdateId());
    } else if (result == BookSync.Result.BROKEN) {
      remark(place, "the depth update contradicts itself");
    }
    lastDiffId = Math.max(lastDiffId, update.lastUpdateId());
    compare();
  }

  void snapshot(CapturePlace place, DepthSnapshot snapshot) {
    lines++;
    BookSync.Result result =
        sync.snapshot(
            snapshot.lastUpdateId(),
            Math.max(snapshot.bidPrices().length, snapshot.askPrices().length),
            snapshot.bidPrices(),
            snapshot.bidQuantities(),
            snapshot.askPrices(),
            snapshot.askQuantities());
    switch (result) {
      case RESYNCED -> snapshotId = snapshot.lastUpdateId();
      case SNAPSHOT_TOO_OLD ->
          remark(
              place,
              "snapshot %d is from before the depth updates that are here"
                  .formatted(snapshot.lastUpdateId()));
      case BROKEN ->
          remark(
              place,
              "snapshot %d is crossed, by itself or with the depth updates that are here"
                  .formatted(snapshot.lastUpdateId()));
      default -> {
        // The book is newer.
      }
    }
    compare();
  }

  /** The venue sends most quotes ahead of the depth update that ends with the same number. */
  void quote(CapturePlace place, VenueQuote quote) {
    ahead.add(new Quoted(place, quote.updateId(), BookTop.of(quote)));
    if (ahead.size() > MAX_AHEAD) {
      ahead.remove();
    }
    compare();
  }

  private void compare() {
    if (!sync.isSynced()) {
      return;
    }
    while (!ahead.isEmpty() && ahead.getFirst().updateId() <= sync.lastUpdateId()) {
      Quoted quote = ahead.remove();
      if (quote.updateId() == sync.lastUpdateId()) {
        compare(quote, BookTop.of(sync.book()));
      }
    }
  }

  private void compare(Quoted quote, BookTop book) {
    compared++;
    if (!quote.top().equals(book)) {
      mismatched++;
      if (mismatches.size() < SHOWN) {
        mismatches.add(new Mismatch(quote.place(), quote.updateId(), quote.top(), book));
      }
    }
  }

  private void belongsTo(CapturePlace place, Market found) {
    if (market != null && market != found) {
      throw new UserError(
          ("%s: %s of %s, but the messages before are of %s. They are different books: check one"
                  + " after the other.")
              .formatted(place, symbol, found, market));
    }
    market = found;
  }

  private void remark(CapturePlace place, String text) {
    if (remarks.size() < SHOWN) {
      remarks.add(place + ": " + text);
    }
  }

  /** The last update of the depth stream, in the book or not; 0 before the first. */
  long lastDiffId() {
    return lastDiffId;
  }

  String symbol() {
    return symbol;
  }

  BookSync sync() {
    return sync;
  }

  Market market() {
    return market;
  }

  long lines() {
    return lines;
  }

  long depthUpdates() {
    return depthUpdates;
  }

  long snapshotId() {
    return snapshotId;
  }

  long compared() {
    return compared;
  }

  /** Whether nothing contradicts the venue: no mismatch, no crossed book. */
  boolean isSound() {
    return mismatched == 0 && sync.crossedBooks() == 0;
  }

  long mismatched() {
    return mismatched;
  }

  List<Mismatch> mismatches() {
    return mismatches;
  }

  List<String> remarks() {
    return remarks;
  }
}
