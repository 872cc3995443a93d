package io.alphaflow.simulator.matching.book;

import io.alphaflow.common.model.Side;

/**
 * The working orders of one symbol in price-time priority: the best price first, at one price the
 * order that came first. An iceberg order shows a part; when that is taken, the next part goes to
 * the end of the queue at its price.
 *
 * <p>The book knows neither accounts nor rules. Who trades with whom is the decision of the {@link
 * Visitor} that walks it, so one walk serves takers, self-trade prevention and passing trades.
 */
public interface OrderBook {

  /** Meets working orders, best first. It must not change the book while it walks. */
  @FunctionalInterface
  interface Visitor {

    /** Answer that ends the walk and leaves the order as it is. */
    long STOP = -1;

    /** Answer that takes the order out of the book with all that it shows and hides. */
    long ALL = Long.MAX_VALUE;

    /**
     * Meets an order.
     *
     * @param shown what it shows, above 0
     * @return how much of it is taken: from 0 (it stays as it is) to {@code shown}, {@link #ALL} or
     *     {@link #STOP}
     */
    long meet(long orderId, long price, long shown);
  }

  /**
   * Adds an order behind those at its price.
   *
   * @param orderId not in the book
   * @param quantity above 0
   * @param display the most that it shows at a time, above 0; at least {@code quantity} hides
   *     nothing
   */
  void add(Side side, long orderId, long price, long quantity, long display);

  /**
   * Takes an order out.
   *
   * @return what was left of it; 0 when it was not there
   */
  long remove(long orderId);

  /**
   * Makes an order smaller; it keeps its place. It shows less only when less is left.
   *
   * @param quantity that is left of it from now on, above 0 and not above what was
   */
  void reduce(long orderId, long quantity);

  /**
   * Walks a side from its best price to the limit, which is included. Each order is met once for
   * each part that it shows.
   */
  void walk(Side side, long limit, Visitor visitor);

  /** The best price of a side; 0 when it is empty. */
  long best(Side side);

  /**
   * What a side has from its best price to the limit, hidden parts included.
   *
   * @param enough counting may stop here
   */
  long quantityUpTo(Side side, long limit, long enough);

  /**
   * What a side shows.
   *
   * @param most levels at most
   * @return pairs of price and quantity, best first
   */
  long[] levels(Side side, int most);

  /** How many orders work. */
  int size();

  /** Whether a price of this side is at least as good as another. */
  static boolean reaches(Side side, long price, long limit) {
    return side == Side.BUY ? price >= limit : price <= limit;
  }

  /** Refuses what would break a book. */
  static void require(long orderId, long price, long quantity, long display) {
    if (price <= 0 || quantity <= 0 || display <= 0) {
      throw new IllegalArgumentException(
          "order %d: price, quantity and display must be above 0, are %d, %d, %d"
              .formatted(orderId, price, quantity, display));
    }
  }
}
