package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Signal;
import io.alphaflow.history.bars.BarRollup;
import io.alphaflow.simulator.matching.PeriodVolume;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a run knows of an instrument: its last price, and whom that concerns. */
final class Prices implements PeriodVolume {

  /** Those with open orders, in the order of the variants. */
  final SortedMap<Integer, Account> withOrders = new TreeMap<>();

  /** Accounts that hold something of it; nothing depends on the order. */
  final Set<String> holders = new HashSet<>();

  /** No such time so far. */
  static final long NEVER = Long.MIN_VALUE / 2;

  /** End of the last bar, epoch microseconds UTC. */
  long lastClose = NEVER;

  /** Time of the last mark where there are trades, epoch microseconds UTC. */
  long lastMark = NEVER;

  /** For charts; null before the first event. */
  PriceHistory history;

  /** What makes coarser bars of its bars; null before the first has closed. */
  List<BarRollup> rollups;

  /** Signals that wait for the next open. */
  final List<Signal> waiting = new ArrayList<>();

  private static final long MINUTE = 60_000_000L;

  private final Listing listing;
  private final String instrument;
  private final RecordedDepth depth;
  private long price;
  private long quantity;
  private long count;
  private long duePrice;
  private long dueTrade;
  private long dueTime;
  private long gateMarks;
  private long bookMarks;
  private boolean untoldGate;
  private boolean untoldBook;
  private long period;
  private long volume;
  private long soFar;

  Prices(Listing listing) {
    this.listing = listing;
    this.instrument = listing.id().toString();
    this.depth = new RecordedDepth(listing.tickSize());
  }

  void next(long newPrice, long newQuantity) {
    price = newPrice;
    quantity = newQuantity;
    count++;
  }

  /** Its recorded book. */
  RecordedDepth depth() {
    return depth;
  }

  /** A bar begins, of which this is the volume. */
  void begins(long ofBar) {
    period++;
    volume = ofBar;
  }

  /** There was a trade: the period is the minute, and its volume that of the minute before. */
  void traded(long time, long traded) {
    long minute = Math.floorDiv(time, MINUTE);
    if (minute != period) {
      volume = minute == period + 1 ? soFar : 0;
      soFar = 0;
      period = minute;
    }
    soFar = Math.addExact(soFar, traded);
  }

  @Override
  public long period() {
    return period;
  }

  @Override
  public long volume() {
    return volume;
  }

  /** The last price is one that a running desk would be told. */
  void due(long tradeId, long now) {
    duePrice = price;
    dueTrade = tradeId;
    dueTime = now;
    untoldGate = true;
    untoldBook = true;
  }

  Listing listing() {
    return listing;
  }

  String instrument() {
    return instrument;
  }

  long price() {
    return price;
  }

  long quantity() {
    return quantity;
  }

  long count() {
    return count;
  }

  /** Whether the gate does not know this price yet. */
  boolean isUntoldToGate() {
    return untoldGate;
  }

  /** Whether the ledger does not know it yet. */
  boolean isUntoldToBook() {
    return untoldBook;
  }

  /** What is due, for the gate. */
  Mark forGate() {
    untoldGate = false;
    return new Mark(instrument, ++gateMarks, duePrice, dueTrade, dueTime);
  }

  /** What is due, for the ledger. */
  Mark forBook() {
    untoldBook = false;
    return new Mark(instrument, ++bookMarks, duePrice, dueTrade, dueTime);
  }
}
