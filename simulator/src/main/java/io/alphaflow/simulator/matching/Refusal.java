package io.alphaflow.simulator.matching;

/** Why an order was not accepted. */
public enum Refusal {
  /** The quantity is off the grid or out of range. */
  LOT_SIZE,
  /** The price is off the grid or out of range. */
  PRICE_FILTER,
  /** Price × quantity is too small. */
  NOTIONAL,
  /** Trading is not open, or nothing has traded yet and there is no price to fill at. */
  NO_MARKET,
  /** An open order of the account already has this client order id. */
  DUPLICATE_ORDER,
  /** A LIMIT_MAKER would fill at once. */
  WOULD_TAKE,
  /** The account has too little of the asset that the order spends. */
  INSUFFICIENT_BALANCE
}
