package io.alphaflow.common.model;

/** How an order meets the market. */
public enum OrderType {
  /** At once, at the best prices there are. */
  MARKET(false, false),
  /** At the limit price or better. */
  LIMIT(true, false),
  /** The same, but refused if it would trade at once: it only ever adds to the book. */
  LIMIT_MAKER(true, false),
  /**
   * A market order that begins when the price, going against the order's side, reaches the trigger.
   */
  STOP_LOSS(false, true),
  /** The same with a limit order. */
  STOP_LOSS_LIMIT(true, true),
  /**
   * A market order that begins when the price, going in favour of its side, reaches the trigger.
   */
  TAKE_PROFIT(false, true),
  /** The same with a limit order. */
  TAKE_PROFIT_LIMIT(true, true);

  private final boolean limit;
  private final boolean trigger;

  OrderType(boolean limit, boolean trigger) {
    this.limit = limit;
    this.trigger = trigger;
  }

  /** Whether it has a limit price. */
  public boolean hasLimit() {
    return limit;
  }

  /** Whether it waits for a trigger price. */
  public boolean hasTrigger() {
    return trigger;
  }

  /** Whether it can say how long it works; others do what their name says. */
  public boolean hasTimeInForce() {
    return limit && this != LIMIT_MAKER;
  }

  /**
   * Whether the price has to rise to reach the trigger: a stop buys when the price rises and sells
   * when it falls, a take-profit the other way round.
   */
  public boolean triggersAbove(Side side) {
    boolean stop = this == STOP_LOSS || this == STOP_LOSS_LIMIT;
    return stop == (side == Side.BUY);
  }
}
