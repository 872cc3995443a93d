package io.alphaflow.exchange.market;

/**
 * The order book at one update, as the venue reports it, not yet judged. Prices and quantities are
 * in units of 1e-8, best first. Two snapshots are equal only when they are the same object: the
 * arrays are not copied and must not be changed.
 *
 * @param lastUpdateId the last update that is in it
 * @param bidPrices descending
 * @param bidQuantities of the same length
 * @param askPrices ascending
 * @param askQuantities of the same length
 */
public record DepthSnapshot(
    long lastUpdateId,
    long[] bidPrices,
    long[] bidQuantities,
    long[] askPrices,
    long[] askQuantities) {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(lastUpdateId);
  }

  @Override
  public String toString() {
    return "DepthSnapshot[lastUpdateId="
        + lastUpdateId
        + ", bids="
        + bidPrices.length
        + ", asks="
        + askPrices.length
        + "]";
  }
}
