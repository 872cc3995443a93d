package io.alphaflow.exchange.market;

/**
 * A change of the order book as the venue reports it, not yet judged. Prices and quantities are in
 * units of 1e-8; a quantity replaces what the level had, 0 removes it. The arrays are not copied
 * and must not be changed; two updates are equal when the message is the same text.
 *
 * @param symbol the venue's own spelling
 * @param firstUpdateId {@code U}: one above the {@code u} of the update before
 * @param lastUpdateId {@code u}
 * @param time the venue's event time, epoch microseconds UTC
 * @param bidPrices in the order of the message
 * @param bidQuantities of the same length
 * @param askPrices in the order of the message
 * @param askQuantities of the same length
 * @param raw the whole message
 */
public record DepthUpdate(
    String symbol,
    long firstUpdateId,
    long lastUpdateId,
    long time,
    long[] bidPrices,
    long[] bidQuantities,
    long[] askPrices,
    long[] askQuantities,
    String raw)
    implements StreamEvent {

  @Override
  public boolean equals(Object other) {
    return other instanceof DepthUpdate update && raw.equals(update.raw);
  }

  @Override
  public int hashCode() {
    return raw.hashCode();
  }

  @Override
  public String toString() {
    return "DepthUpdate[" + raw + "]";
  }
}
