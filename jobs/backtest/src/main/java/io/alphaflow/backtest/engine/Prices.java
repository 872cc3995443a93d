package io.alphaflow.backtest.engine;

/** The last price of an instrument, and how many there were. */
final class Prices {

  private final Listing listing;
  private long price;
  private long quantity;
  private long time;
  private long count;
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

  /** The number of the next mark for the gate. */
  long nextForGate() {
    untoldGate = false;
    return ++gateMarks;
  }

  /** The number of the next mark for the ledger. */
  long nextForBook() {
    untoldBook = false;
    return ++bookMarks;
  }
}
