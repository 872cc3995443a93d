package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;

/** The order types the venue takes. */
public enum VenueOrderType {
  /** At the limit price or better. */
  LIMIT,
  /** At once, at the book's prices. */
  MARKET,
  /** A limit order that is refused when it would fill at once. */
  LIMIT_MAKER,
  /** A market order once the price has gone against it as far as the stop price. */
  STOP_LOSS,
  /** A limit order once the price has gone against it as far as the stop price. */
  STOP_LOSS_LIMIT,
  /** A market order once the price has gone its way as far as the stop price. */
  TAKE_PROFIT,
  /** A limit order once the price has gone its way as far as the stop price. */
  TAKE_PROFIT_LIMIT;

  /** Whether it waits for a stop price before it works. */
  public boolean isContingent() {
    return compareTo(STOP_LOSS) >= 0;
  }

  /** Whether it has a limit price. */
  public boolean hasLimit() {
    return this != MARKET && this != STOP_LOSS && this != TAKE_PROFIT;
  }

  /** Whether it says how long it works. */
  public boolean hasTimeInForce() {
    return hasLimit() && this != LIMIT_MAKER;
  }

  /** Whether it is a stop loss, with a limit or without. */
  public boolean isStopLoss() {
    return this == STOP_LOSS || this == STOP_LOSS_LIMIT;
  }

  /** Whether the stop price is met from below: of stop losses that buy and profits that sell. */
  boolean triggersAbove(Side side) {
    return isStopLoss() == (side == Side.BUY);
  }
}
