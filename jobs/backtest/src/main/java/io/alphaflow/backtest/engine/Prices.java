package io.alphaflow.backtest.engine;

/** The last price of an instrument, and how many there were. */
final class Prices {

  private final Listing listing;
  private long price;
  private long quantity;
  private long time;
  private long count;
  private long marks;

  Prices(Listing listing) {
    this.listing = listing;
  }

  void next(long newPrice, long newQuantity, long newTime) {
    price = newPrice;
    quantity = newQuantity;
    time = newTime;
    count++;
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

  long nextMark() {
    return ++marks;
  }
}
