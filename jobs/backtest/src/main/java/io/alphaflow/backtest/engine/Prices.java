package io.alphaflow.backtest.engine;

import io.alphaflow.common.model.Mark;

/** The last price of an instrument, and how many there were. */
final class Prices {

  private final Listing listing;
  private long price;
  private long quantity;
  private long time;
  private long count;
  private Mark mark;
  private long gateMarks;
  private long bookMarks;
  private boolean untoldGate;
  private boolean untoldBook;

  Prices(Listing listing) {
    this.listing = listing;
  }

  void next(long newPrice, long newQuantity, long newTime) {
    price = newPrice;
    quantity = newQuantity;
    time = newTime;
    count++;
  }

  /** The last price is one that a running desk would be told. */
  void due(long tradeId, long now) {
    mark = new Mark(listing.id().toString(), 1, price, tradeId, now);
    untoldGate = true;
    untoldBook = true;
  }

  Listing listing() {
    return listing;
  }

  long price() {
    return price;
  }

  long quantity() {
    return quantity;
  }

  long time() {
    return time;
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
    return numbered(++gateMarks);
  }

  /** What is due, for the ledger. */
  Mark forBook() {
    untoldBook = false;
    return numbered(++bookMarks);
  }

  private Mark numbered(long number) {
    return new Mark(mark.instrument(), number, mark.price(), mark.tradeId(), mark.time());
  }
}
