package io.alphaflow.simulator.matching;

/** Why an order, a pair of orders or a change of one was not accepted. */
public enum Refusal {
  /** The price or the stop price is off the grid or out of range. */
  PRICE_FILTER,
  /** The price is too far from the market's. */
  PERCENT_PRICE_BY_SIDE,
  /** The quantity is off the grid or out of range. */
  LOT_SIZE,
  /** The quantity of a MARKET order is too large. */
  MARKET_LOT_SIZE,
  /** Price × quantity is too small or too large. */
  NOTIONAL,
  /** The parts of an iceberg order are too many. */
  ICEBERG_PARTS,
  /** With it the account could have too much of the base asset. */
  MAX_POSITION,
  /** Too many open orders. */
  MAX_NUM_ORDERS,
  /** Too many open contingent orders. */
  MAX_NUM_ALGO_ORDERS,
  /** Too many open iceberg orders. */
  MAX_NUM_ICEBERG_ORDERS,
  /** Too many open lists. */
  MAX_NUM_ORDER_LISTS,
  /** The order was amended too often. */
  MAX_NUM_ORDER_AMENDS,
  /** Trading is not open, or nothing has traded yet and there is no price to fill at. */
  NO_MARKET,
  /** There is nothing in the book for a MARKET order by quote quantity. */
  NO_LIQUIDITY,
  /** An open order of the account already has this client order id. */
  DUPLICATE_ORDER,
  /** A LIMIT_MAKER would fill at once. */
  WOULD_TAKE,
  /** The stop price has been met already. */
  WOULD_TRIGGER,
  /** A part of an iceberg order is not smaller than the whole. */
  ICEBERG_TOO_LARGE,
  /** The market's price is not between those of a pair. */
  PAIR_PRICES,
  /** The account has too little of the asset that the order spends. */
  INSUFFICIENT_BALANCE,
  /** The order to change is not there or has ended. */
  UNKNOWN_ORDER,
  /** The order to change has that quantity already. */
  NO_CHANGE,
  /** An order cannot be made larger. */
  INCREASE;

  /** Whether it is one of the filters that the venue publishes by name. */
  public boolean isFilter() {
    return compareTo(MAX_NUM_ORDER_AMENDS) <= 0;
  }
}
