package io.alphaflow.exchange.market;

import java.util.List;

/**
 * A page of past trades.
 *
 * @param trades ascending by id
 * @param unreadable elements that are not trades
 * @param lastId highest id on the page, counting unreadable elements; {@code fromId - 1} when the
 *     page is empty
 * @param receivedAt wall clock when the page was there, epoch microseconds UTC
 */
public record TradePage(
    List<VenueTrade> trades, List<BadElement> unreadable, long lastId, long receivedAt) {

  /** Elements of the page, readable or not. */
  public int size() {
    return trades.size() + unreadable.size();
  }

  /**
   * An element that is not a trade.
   *
   * @param id its id, or the one that must stand in its place
   * @param reason what is wrong, in a sentence
   * @param raw the whole element
   */
  public record BadElement(long id, String reason, String raw) {}
}
