package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.matching.Refusal;

/** The venue's words for what its engine refuses. */
final class Refusals {

  private static final int NEW_ORDER_REJECTED = -2010;
  private static final int AMEND_REJECTED = -2038;
  private static final int INVALID_MESSAGE = -1013;

  private Refusals() {}

  /** The answer to an order, or a pair of orders, that was refused. */
  static ApiException ofPlacing(Refusal why) {
    return ApiException.of(why.isFilter() ? INVALID_MESSAGE : NEW_ORDER_REJECTED, sentence(why));
  }

  /** The answer to a change of an order that was refused. */
  static ApiException ofAmending(Refusal why) {
    boolean request = why.isFilter() && why != Refusal.MAX_NUM_ORDER_AMENDS;
    return ApiException.of(request ? INVALID_MESSAGE : AMEND_REJECTED, sentence(why));
  }

  private static String sentence(Refusal why) {
    return switch (why) {
      case NO_MARKET -> "Market is closed.";
      case NO_LIQUIDITY -> "Order book liquidity is less than symbol minimum quantity.";
      case DUPLICATE_ORDER -> "Duplicate order sent.";
      case WOULD_TAKE -> "Order would immediately match and take.";
      case WOULD_TRIGGER -> "Order would trigger immediately.";
      case ICEBERG_TOO_LARGE -> "IcebergQty exceeds QTY.";
      case PAIR_PRICES -> "The relationship of the prices for the orders is not correct.";
      case INSUFFICIENT_BALANCE -> "Account has insufficient balance for requested action.";
      case UNKNOWN_ORDER -> "Unknown order sent.";
      case NO_CHANGE -> "The requested action would change no state; rejecting.";
      case INCREASE -> "Order amend (quantity increase) is not supported.";
      case PRICE_FILTER,
          PERCENT_PRICE_BY_SIDE,
          LOT_SIZE,
          MARKET_LOT_SIZE,
          NOTIONAL,
          ICEBERG_PARTS,
          MAX_POSITION,
          MAX_NUM_ORDERS,
          MAX_NUM_ALGO_ORDERS,
          MAX_NUM_ICEBERG_ORDERS,
          MAX_NUM_ORDER_LISTS,
          MAX_NUM_ORDER_AMENDS ->
          "Filter failure: " + why;
    };
  }
}
