package io.alphaflow.exchange.trading;

import io.alphaflow.common.model.OrderType;

/**
 * Two orders of one instrument, side and quantity of which one cancels the other: as soon as one
 * trades, the venue ends the other. Both are placed, or none.
 *
 * @param resting adds to the book only
 * @param stop waits for a trigger on the other side of the price
 */
public record NewPair(NewOrder resting, NewOrder stop) {

  /**
   * Checks that they belong together.
   *
   * @throws IllegalArgumentException when they do not
   */
  public NewPair {
    boolean kinds = resting.orderType() == OrderType.LIMIT_MAKER && isStop(stop.orderType());
    boolean same =
        resting.instrument().equals(stop.instrument())
            && resting.side() == stop.side()
            && resting.quantity() == stop.quantity();
    if (!kinds || !same) {
      throw new IllegalArgumentException(
          "a pair is a limit maker and a stop loss of one side and quantity, not %s and %s"
              .formatted(resting, stop));
    }
  }

  private static boolean isStop(OrderType type) {
    return type == OrderType.STOP_LOSS || type == OrderType.STOP_LOSS_LIMIT;
  }
}
