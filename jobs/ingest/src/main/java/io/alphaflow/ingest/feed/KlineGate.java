package io.alphaflow.ingest.feed;

import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueKline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Keeps the venue's closed bars of one instrument back until the trades that are in them were
 * delivered. Bars name trades by trade id; where trades are aggregates, a later trade or a moment
 * without one says that a bar's trades are there.
 *
 * <p>Memory: at most {@value #CAPACITY} bars; more push the oldest out.
 */
final class KlineGate {

  static final int CAPACITY = 16;

  /** A bar may come before its last trade; trades that come later than this are missing. */
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  private record Held(MarketEvent event, long since) {}

  private final StreamKind trades;
  private final Deque<Held> held = new ArrayDeque<>();
  private long lastOpenTime = Long.MIN_VALUE;

  KlineGate(StreamKind trades) {
    this.trades = trades;
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /**
   * Takes a closed bar; one that came already is dropped.
   *
   * @param now nanoseconds of a clock that goes forward
   * @return the bar that has no room any more, if one has not
   */
  Optional<VenueKline> offer(MarketEvent event, long now) {
    if (event.kline().openTime() <= lastOpenTime) {
      return Optional.empty();
    }
    lastOpenTime = event.kline().openTime();
    held.add(new Held(event, now));
    return held.size() > CAPACITY
        ? Optional.of(held.removeFirst().event().kline())
        : Optional.empty();
  }

  /** The oldest bar if all its trades were delivered, else null; it is taken out. */
  MarketEvent poll(TradeSequence sequence, long now) {
    Held first = held.peekFirst();
    if (first == null || !isReached(first, sequence, now)) {
      return null;
    }
    return held.removeFirst().event();
  }

  private boolean isReached(Held bar, TradeSequence sequence, long now) {
    VenueKline kline = bar.event().kline();
    if (sequence.next() == TradeSequence.LATEST) {
      return kline.lastTradeId() < 0;
    }
    if (trades == StreamKind.TRADE) {
      return kline.lastTradeId() < sequence.next();
    }
    return sequence.lastTime() > kline.closeTime()
        || sequence.isComplete() && now - bar.since() > PATIENCE;
  }

  /** Whether the trades of the oldest bar should have come by now. */
  boolean isOverdue(long now) {
    return trades == StreamKind.TRADE
        && !held.isEmpty()
        && now - held.peekFirst().since() > PATIENCE;
  }
}
