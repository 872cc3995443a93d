package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Puts the trades of one symbol in order of their ids, each once. A live trade is let through when
 * it is the next; others are held until pages of past trades have closed the gap in front of them.
 * Ids that cannot be had are passed over with a {@link MarketEvent.Missing} in their place: when a
 * page of the venue shows a later one, or when the venue refuses to give them.
 *
 * <p>Used by one thread. Memory: the held trades, within a budget; a trade that finds no room is
 * forgotten and fetched again.
 */
final class TradeSequence {

  /** Next id of a sequence that begins with whatever trade comes first. */
  static final long LATEST = -1;

  /** How much later a trade that was let through before cannot be. */
  private static final long RESET_MICROS = 1_000_000;

  /** What became of a live trade. */
  enum Offer {
    /** Let through, or held. */
    TAKEN,
    /** Its id had been let through before. */
    REPEATED,
    /** Its id is behind though its time is later: the venue counts anew. */
    RESET
  }

  private final String instrument;
  private final HeldBudget budget;
  private final Deque<MarketEvent> held = new ArrayDeque<>();
  private long next;
  private long lastTime;
  private long highestLive = -1;
  private boolean complete;
  private String refusal;

  TradeSequence(String instrument, long next, long lastTime, HeldBudget budget) {
    this.instrument = instrument;
    this.next = next;
    this.lastTime = lastTime;
    this.budget = budget;
  }

  /** The next id to be let through: what a checkpoint remembers. */
  long next() {
    return next;
  }

  /** The latest time of a trade that was let through, as the venue says; 0 when unknown. */
  long lastTime() {
    return lastTime;
  }

  /** The highest id that the stream brought; -1 without one. */
  long highestLive() {
    return highestLive;
  }

  /** Whether the stream goes on from {@link #next()}: nothing before what it brings is missing. */
  boolean isComplete() {
    return complete;
  }

  /** Trades may have been missed: past ones must be asked for. */
  void disconnected() {
    complete = false;
    refusal = null;
    // What the stream brought and did not fit in is known to the next one, or was never there.
    highestLive = held.isEmpty() ? -1 : held.peekLast().trade().id();
  }

  /** Whether a page from {@link #next()} on is needed. */
  boolean needsPage() {
    return !complete && next != LATEST && refusal == null;
  }

  /** A trade of the live stream. */
  Offer offer(MarketEvent event, Consumer<MarketEvent> out) {
    VenueTrade trade = event.trade();
    long id = trade.id();
    if (next == LATEST) {
      next = id;
    }
    if (id < next) {
      boolean later = lastTime > 0 && trade.time() > lastTime + RESET_MICROS;
      return later ? Offer.RESET : Offer.REPEATED;
    }
    highestLive = Math.max(highestLive, id);
    if (id > next && refusal != null) {
      passOver(id, MarketEvent.Missing.HISTORY_UNAVAILABLE, refusal, event, out);
    }
    if (id == next) {
      let(event, out);
      release(out);
      // The stream itself goes on from here, so that nothing can be missing any more.
      complete = next > highestLive;
      refusal = null;
      return Offer.TAKEN;
    }
    complete = false;
    boolean inOrder = held.isEmpty() || id > held.peekLast().trade().id();
    if (inOrder && budget.take()) {
      held.add(event);
    }
    return Offer.TAKEN;
  }

  /**
   * A page of past trades, asked for from {@link #next()} on while the live stream was open.
   *
   * @param isLast whether the venue had no more than these
   * @param stream name of the stream, for what is unreadable
   */
  void page(TradePage page, boolean isLast, String stream, Consumer<MarketEvent> out) {
    Iterator<TradePage.BadElement> unreadable = page.unreadable().iterator();
    TradePage.BadElement bad = unreadable.hasNext() ? unreadable.next() : null;
    for (VenueTrade trade : page.trades()) {
      while (bad != null && bad.id() < trade.id()) {
        unreadable(page, bad, stream, out);
        bad = unreadable.hasNext() ? unreadable.next() : null;
      }
      if (trade.id() >= next) {
        MarketEvent event = MarketEvent.ofTrade(instrument, trade, page.receivedAt());
        notAtVenue(event, trade.id(), out);
        let(event, out);
      }
    }
    for (; bad != null; bad = unreadable.hasNext() ? unreadable.next() : null) {
      unreadable(page, bad, stream, out);
    }
    boolean continued = release(out);
    complete = next > highestLive && (complete || isLast || continued);
  }

  private void unreadable(
      TradePage page, TradePage.BadElement bad, String stream, Consumer<MarketEvent> out) {
    if (bad.id() < next) {
      return;
    }
    MarketEvent.Fault fault =
        new MarketEvent.Fault(stream, bad.id(), "BAD_TRADE", bad.reason(), bad.raw());
    MarketEvent event = MarketEvent.ofFault(instrument, fault, page.receivedAt());
    notAtVenue(event, bad.id(), out);
    out.accept(event);
    passOver(bad.id() + 1, fault.code(), bad.reason(), event, out);
  }

  private void notAtVenue(MarketEvent before, long id, Consumer<MarketEvent> out) {
    if (id > next) {
      String reason = "the venue's list of past trades does not have them";
      passOver(id, MarketEvent.Missing.NOT_AT_VENUE, reason, before, out);
    }
  }

  /**
   * The venue does not give the trades from {@link #next()} on any more: they are passed over up to
   * the first one that the stream brought, or will bring.
   */
  void refused(String reason, Consumer<MarketEvent> out) {
    if (held.isEmpty()) {
      refusal = reason;
      return;
    }
    MarketEvent first = held.peekFirst();
    if (first.trade().id() > next) {
      passOver(first.trade().id(), MarketEvent.Missing.HISTORY_UNAVAILABLE, reason, first, out);
    }
    release(out);
    complete = next > highestLive;
  }

  /** Forgets what is held. */
  void clear() {
    budget.give(held.size());
    held.clear();
  }

  /** Says that the ids from the next on, up to the one of an event, are missing. */
  private void passOver(
      long to, String code, String reason, MarketEvent before, Consumer<MarketEvent> out) {
    long time = before.trade() == null ? 0 : before.trade().time();
    MarketEvent.Missing missing = new MarketEvent.Missing(next, to - 1, code, reason, time);
    next = to;
    out.accept(MarketEvent.ofMissing(instrument, missing, before.receivedAt()));
  }

  private void let(MarketEvent event, Consumer<MarketEvent> out) {
    next = event.trade().id() + 1;
    lastTime = Math.max(lastTime, event.trade().time());
    out.accept(event);
  }

  private boolean release(Consumer<MarketEvent> out) {
    boolean released = false;
    while (!held.isEmpty() && held.peekFirst().trade().id() <= next) {
      MarketEvent event = held.removeFirst();
      budget.give(1);
      if (event.trade().id() == next) {
        released = true;
        let(event, out);
      }
    }
    return released;
  }
}
