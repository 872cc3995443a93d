package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.List;

/** What the orders of one symbol meet besides each other; one implementation for each mode. */
interface Liquidity {

  /** A recorded trade on its way through the orders that rest. */
  final class PassingTrade {

    final long price;
    final long quantity;
    long left;

    PassingTrade(long price, long quantity) {
      this.price = price;
      this.quantity = quantity;
      this.left = quantity;
    }
  }

  /** An order of the synthetic makers; its id is below zero. */
  record Quote(long id, Side side, long price, long quantity) {}

  /** What an order of this side can take, best first; some may be beyond its limit. */
  List<Level> levels(Side taker);

  /**
   * What an order of this side can take that wants so much, best first: the same unless its size
   * moves the price.
   */
  default List<Level> levels(Side taker, long wanted) {
    return levels(taker);
  }

  /** Whether nothing can be taken now, and will be again: market orders wait for it. */
  default boolean comesBack() {
    return false;
  }

  /** An order of this side took some of a level. */
  default void taken(Side taker, long price, long quantity) {}

  /** Whether the orders of customers trade with each other. */
  default boolean customersMeet() {
    return false;
  }

  /** The recorded book is another one now. */
  default void bookChanged() {}

  /** An order begins to rest. */
  default void rests(OrderState order) {}

  /** An order does not rest any longer. */
  default void left(long orderId) {}

  /**
   * What an order that rests gets of a trade at its price or beyond, at most {@code shown}. Takes
   * it off what is left of the trade.
   */
  long share(OrderState order, long shown, PassingTrade trade);

  /** The quotes that follow a trade, in place of all before. */
  default List<Quote> quotes(TopOfBook top) {
    return List.of();
  }
}
