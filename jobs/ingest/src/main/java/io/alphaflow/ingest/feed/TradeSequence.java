package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Puts the trades of one symbol in order of their ids, each once. Live trades that are not the next
 * are held until pages of past trades have closed the gap in front of them. Trades that the venue
 * itself does not have are passed over only when a page shows a later one.
 *
 * <p>Used by one thread. Memory: at most {@code capacity} held trades; a trade that finds no room
 * is forgotten and fetched again.
 */
final class TradeSequence {

  /** Next id of a sequence that begins with whatever trade comes first. */
  static final long LATEST = -1;

  private final String instrument;
  private final int capacity;
  private final Deque<MarketEvent> held = new ArrayDeque<>();
  private long next;
  private long highest = -1;
  private boolean complete;
  private long passedOver;

  TradeSequence(String instrument, long next, int capacity) {
    this.instrument = instrument;
    this.next = next;
    this.capacity = capacity;
  }

  /** The next id to be let through: what a checkpoint remembers. */
  long next() {
    return next;
  }

  /** Number of ids that the venue does not have. */
  long passedOver() {
    return passedOver;
  }

  /** Trades may have been missed: past ones must be asked for before live ones are let through. */
  void disconnected() {
    complete = false;
  }

  /** Whether a page from {@link #next()} on is needed. */
  boolean needsPage() {
    return !complete && next != LATEST;
  }

  /**
   * A trade of the live stream.
   *
   * @return false when its id had been let through before, so that it was dropped
   */
  boolean offer(MarketEvent event, Consumer<MarketEvent> out) {
    long id = event.trade().id();
    if (next == LATEST) {
      next = id;
      complete = true;
    }
    if (id < next) {
      return false;
    }
    if (complete && id == next) {
      next++;
      out.accept(event);
      return true;
    }
    complete = false;
    highest = Math.max(highest, id);
    boolean inOrder = held.isEmpty() || id > held.peekLast().trade().id();
    if (inOrder && held.size() < capacity) {
      held.add(event);
    }
    return true;
  }

  /**
   * A page of past trades, asked for from {@link #next()} on while the live stream was open.
   *
   * @param isLast whether the venue had no more than these
   */
  void page(TradePage page, boolean isLast, String stream, Consumer<MarketEvent> out) {
    for (TradePage.BadElement bad : page.unreadable()) {
      if (bad.id() >= next) {
        MarketEvent.Fault fault =
            new MarketEvent.Fault(stream, bad.id(), "BAD_TRADE", bad.reason(), bad.raw());
        out.accept(MarketEvent.ofFault(instrument, fault, page.receivedAt()));
      }
    }
    long missing = page.lastId() + 1 - next - page.unreadable().size();
    for (VenueTrade trade : page.trades()) {
      if (trade.id() >= next) {
        next = trade.id() + 1;
        missing--;
        out.accept(MarketEvent.ofTrade(instrument, trade, page.receivedAt()));
      }
    }
    next = Math.max(next, page.lastId() + 1);
    passedOver += Math.max(0, missing);
    boolean continued = release(out);
    complete = next > highest && (isLast || continued);
  }

  private boolean release(Consumer<MarketEvent> out) {
    boolean released = false;
    while (!held.isEmpty() && held.peekFirst().trade().id() <= next) {
      MarketEvent event = held.removeFirst();
      if (event.trade().id() == next) {
        next++;
        released = true;
        out.accept(event);
      }
    }
    return released;
  }
}
