package io.alphaflow.common.book;

import io.alphaflow.common.model.Side;
import java.util.ArrayDeque;

/**
 * Keeps the book of one symbol equal to the venue's, from differences and snapshots; what does not
 * join is never applied.
 *
 * <p>The rule, after Binance's "How to manage a local order book correctly": a difference carries
 * the updates {@code firstUpdateId} (U) to {@code lastUpdateId} (u), a snapshot all up to its own
 * id. Differences wait in a buffer until a snapshot comes that has everything before the first of
 * them ({@code id >= U - 1}). Those with {@code u <= id} are in it already and dropped, the others
 * applied. From then on one with {@code u <= book's id} is old and ignored, one with {@code U >
 * book's id + 1} is a gap: the book is thrown away and everything begins again. Venues that name
 * the predecessor's last id ({@code pu}) instead of consecutive ones fit in with {@code U = pu +
 * 1}.
 *
 * <p>When few levels without a hole are left (see {@link BookSide#knownLevels()}), {@link
 * #needsSnapshot()} asks for one while the book stays in use; it then replaces the book without a
 * break.
 *
 * <p>Use: give every difference to {@link #diff}; when {@link #needsSnapshot()} and none is on its
 * way, fetch one and give it to {@link #snapshot}; read {@link #book()} while {@link #isSynced()}.
 * When the connection is lost, {@link #reset()}. The arrays that are passed in are kept for a while
 * and must not be changed. Memory is bounded by the levels and by the buffer. Not safe for use by
 * several threads.
 */
public final class BookSync {

  /** At ten differences a second more than a minute and a half. */
  public static final int DEFAULT_MAX_BUFFERED = 1_000;

  /** Below this many levels without a hole a new snapshot is asked for. */
  public static final int DEFAULT_MIN_KNOWN = 50;

  /** What became of a message. */
  public enum Result {
    /** A difference waits for a snapshot. */
    BUFFERED,
    /** A difference is in the book. */
    APPLIED,
    /** The book has it already, or newer: ignored. */
    STALE,
    /** A snapshot is the book now, with the differences that waited for it. */
    RESYNCED,
    /** A snapshot ends before the differences that are here begin: fetch another one. */
    SNAPSHOT_TOO_OLD,
    /** A gap, a crossed book or a message that contradicts itself: the book is thrown away. */
    BROKEN
  }

  private record Diff(
      long first, long last, long time, long[] bp, long[] bq, long[] ap, long[] aq) {}

  private static final long NONE = Long.MIN_VALUE;

  private final OrderBook book;
  private final int maxLevels;
  private final int maxBuffered;
  private final int minKnown;
  private final ArrayDeque<Diff> buffer = new ArrayDeque<>();

  private boolean synced;
  private boolean buffering = true;
  private int refreshBelow;

  /** Last update that was seen since the connection began; what the book has when it is synced. */
  private long lastSeen = NONE;

  private int staleInARow;
  private long time;
  private long applied;
  private long stale;
  private long breaks;
  private long crossed;
  private long malformed;

  /** With the default bounds. */
  public BookSync() {
    this(OrderBook.DEFAULT_MAX_LEVELS, DEFAULT_MAX_BUFFERED, DEFAULT_MIN_KNOWN);
  }

  /**
   * With bounds of its own.
   *
   * @param maxLevels that the book keeps on each side
   * @param maxBuffered differences that wait; when there are more, the oldest goes and the snapshot
   *     must be newer. After more than that in a row that were old, the book counts as broken
   * @param minKnown below this many levels without a hole a new snapshot is asked for, or below
   *     half of what the last one could give when that is less; 0: never
   */
  public BookSync(int maxLevels, int maxBuffered, int minKnown) {
    if (maxBuffered < 1) {
      throw new IllegalArgumentException("maxBuffered must be at least 1, is " + maxBuffered);
    }
    this.book = new OrderBook(maxLevels);
    this.maxLevels = maxLevels;
    this.maxBuffered = maxBuffered;
    this.minKnown = minKnown;
  }

  /**
   * Takes a difference.
   *
   * @param firstUpdateId U
   * @param lastUpdateId u, at least U
   * @param time the venue's, kept for {@link #time()}
   * @param bidPrices above 0, units of 1e-8
   * @param bidQuantities of the same length, units of 1e-8; 0 removes the level
   * @param askPrices as those of the bids
   * @param askQuantities as those of the bids
   * @return {@code BUFFERED}, {@code APPLIED}, {@code STALE} or {@code BROKEN}
   */
  public Result diff(
      long firstUpdateId,
      long lastUpdateId,
      long time,
      long[] bidPrices,
      long[] bidQuantities,
      long[] askPrices,
      long[] askQuantities) {
    if (firstUpdateId > lastUpdateId
        || !sound(bidPrices, bidQuantities)
        || !sound(askPrices, askQuantities)) {
      malformed++;
      return lose();
    }
    if (lastUpdateId <= lastSeen) {
      return outdated();
    }
    staleInARow = 0;
    Diff diff =
        new Diff(
            firstUpdateId, lastUpdateId, time, bidPrices, bidQuantities, askPrices, askQuantities);
    boolean gap = lastSeen != NONE && firstUpdateId > lastSeen + 1;
    boolean had = synced;
    lastSeen = lastUpdateId;
    if (gap) {
      breaks++;
      lose();
    }
    if (!synced) {
      keep(diff);
      return had ? Result.BROKEN : Result.BUFFERED;
    }
    this.time = time;
    applied++;
    if (!apply(diff)) {
      return Result.BROKEN;
    }
    if (buffering) {
      keep(diff);
    }
    buffering |= book.levelsUntilHole() < refreshBelow;
    return Result.APPLIED;
  }

  /**
   * Takes a snapshot.
   *
   * @param lastUpdateId the last update that is in it
   * @param levelsAsked how many levels a side were asked for: a side with fewer is complete
   * @param bidPrices above 0, units of 1e-8
   * @param bidQuantities of the same length, units of 1e-8
   * @param askPrices as those of the bids
   * @param askQuantities as those of the bids
   * @return {@code RESYNCED}, {@code SNAPSHOT_TOO_OLD}, {@code STALE} when none was needed and the
   *     book is newer, or {@code BROKEN}
   */
  public Result snapshot(
      long lastUpdateId,
      int levelsAsked,
      long[] bidPrices,
      long[] bidQuantities,
      long[] askPrices,
      long[] askQuantities) {
    if (!sound(bidPrices, bidQuantities) || !sound(askPrices, askQuantities)) {
      malformed++;
      return lose();
    }
    long needed = buffer.isEmpty() ? lastSeen : buffer.getFirst().first() - 1;
    if (lastUpdateId < needed) {
      return buffering ? Result.SNAPSHOT_TOO_OLD : Result.STALE;
    }
    boolean fresh = !synced;
    book.load(
        bidPrices,
        bidQuantities,
        bidPrices.length < levelsAsked,
        askPrices,
        askQuantities,
        askPrices.length < levelsAsked);
    if (crossed()) {
      return Result.BROKEN;
    }
    lastSeen = Math.max(lastSeen, lastUpdateId);
    synced = true;
    buffering = false;
    refreshBelow = Math.min(minKnown, Math.min(levelsAsked, maxLevels) / 2);
    for (Diff diff = buffer.poll(); diff != null; diff = buffer.poll()) {
      time = diff.time();
      boolean inSnapshot = diff.last() <= lastUpdateId;
      if (fresh) {
        stale += inSnapshot ? 1 : 0;
        applied += inSnapshot ? 0 : 1;
      }
      if (!inSnapshot && !apply(diff)) {
        return Result.BROKEN;
      }
    }
    return Result.RESYNCED;
  }

  /** The connection is lost: throws the book and the buffer away; the counts stay. */
  public void reset() {
    lose();
    lastSeen = NONE;
    staleInARow = 0;
  }

  /** The book; to be used only while {@link #isSynced()}. The same object for ever. */
  public OrderBook book() {
    return book;
  }

  /** Whether the book is that of the venue at {@link #lastUpdateId()}. */
  public boolean isSynced() {
    return synced;
  }

  /**
   * Whether a snapshot is wanted: the book is not synced, or has few levels without a hole. Not
   * before the first difference, because an earlier snapshot may be too old.
   */
  public boolean needsSnapshot() {
    return buffering && lastSeen != NONE;
  }

  /** The last update in the book; -1 while it is not synced. */
  public long lastUpdateId() {
    return synced ? lastSeen : -1;
  }

  /** The venue's time of the last difference that is in the book; 0 when there is none yet. */
  public long time() {
    return time;
  }

  /** Differences that got into the book. */
  public long applied() {
    return applied;
  }

  /** Differences that were ignored because the book or the snapshot had them. */
  public long stale() {
    return stale;
  }

  /** Gaps between differences, and ids that fell back for good, while synced or not. */
  public long breaks() {
    return breaks;
  }

  /** How often the best bid was not below the best ask. */
  public long crossedBooks() {
    return crossed;
  }

  /** Messages that contradict themselves: U above u, a price of 0, a quantity below 0. */
  public long malformed() {
    return malformed;
  }

  /**
   * Only old differences for so long: the venue counts anew, or the snapshot was another book's.
   */
  private Result outdated() {
    stale++;
    if (++staleInARow <= maxBuffered) {
      return Result.STALE;
    }
    breaks++;
    reset();
    return Result.BROKEN;
  }

  private Result lose() {
    synced = false;
    buffering = true;
    time = 0;
    buffer.clear();
    book.clear();
    return Result.BROKEN;
  }

  private void keep(Diff diff) {
    buffer.add(diff);
    if (buffer.size() > maxBuffered) {
      buffer.remove();
    }
  }

  private boolean apply(Diff diff) {
    set(Side.BUY, diff.bp(), diff.bq());
    set(Side.SELL, diff.ap(), diff.aq());
    return !crossed();
  }

  private void set(Side side, long[] prices, long[] quantities) {
    for (int i = 0; i < prices.length; i++) {
      book.set(side, prices[i], quantities[i]);
    }
  }

  /** A crossed book is wrong, and so may be what waits: only what comes later is taken. */
  private boolean crossed() {
    if (!book.isCrossed()) {
      return false;
    }
    crossed++;
    lose();
    return true;
  }

  private static boolean sound(long[] prices, long[] quantities) {
    if (prices.length != quantities.length) {
      return false;
    }
    for (int i = 0; i < prices.length; i++) {
      if (prices[i] <= 0 || quantities[i] < 0) {
        return false;
      }
    }
    return true;
  }
}
