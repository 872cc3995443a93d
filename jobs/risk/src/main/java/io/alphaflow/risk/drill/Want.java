package io.alphaflow.risk.drill;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Protection;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.SizingMode;

/**
 * An order that is wanted in a drill.
 *
 * @param account whose, empty for the drill's
 * @param strategy whose, empty for the drill's
 * @param instrument of what, empty for the drill's
 * @param side buy or sell
 * @param mode what the size means
 * @param size units of 1e-8
 * @param price limit, 0 for a market order
 * @param confidence of the signal
 * @param protection of a purchase
 * @param origin who wants it
 */
record Want(
    String account,
    String strategy,
    String instrument,
    Side side,
    SizingMode mode,
    long size,
    long price,
    double confidence,
    Protection protection,
    SignalOrigin origin) {

  /**
   * A purchase far below the mark of 1: it is worth what it is for, but holds little of the
   * balance. So a drill reaches limits that the account could not pay for.
   */
  static final long LOW = 10_000;

  private static Want of(Side side, long size, long price) {
    return new Want(
        "",
        "",
        "",
        side,
        SizingMode.BASE_QUANTITY,
        size,
        price,
        1,
        Protection.NONE,
        SignalOrigin.STRATEGY);
  }

  /** A purchase that waits far below the mark. */
  static Want buy(long size) {
    return of(Side.BUY, size, LOW);
  }

  /** A sale at once. */
  static Want sell(long size) {
    return of(Side.SELL, size, 0);
  }

  /** A sale of the whole position. */
  static Want close() {
    return new Want(
        "",
        "",
        "",
        Side.SELL,
        SizingMode.CLOSE_POSITION,
        0,
        0,
        1,
        Protection.NONE,
        SignalOrigin.STRATEGY);
  }

  /** The same at a limit price, or at the market when it is 0. */
  Want at(long limit) {
    return new Want(
        account, strategy, instrument, side, mode, size, limit, confidence, protection, origin);
  }

  /** The same of another account. */
  Want from(String other) {
    return new Want(
        other, strategy, instrument, side, mode, size, price, confidence, protection, origin);
  }

  /** The same of another strategy instance. */
  Want by(String other) {
    return new Want(
        account, other, instrument, side, mode, size, price, confidence, protection, origin);
  }

  /** The same of another instrument. */
  Want of(String other) {
    return new Want(
        account, strategy, other, side, mode, size, price, confidence, protection, origin);
  }

  /** The same with another confidence. */
  Want confident(double other) {
    return new Want(
        account, strategy, instrument, side, mode, size, price, other, protection, origin);
  }

  /** The same with exits. */
  Want protectedBy(Protection exits) {
    return new Want(
        account, strategy, instrument, side, mode, size, price, confidence, exits, origin);
  }

  /** The same wanted by somebody else. */
  Want wantedBy(SignalOrigin other) {
    return new Want(
        account, strategy, instrument, side, mode, size, price, confidence, protection, other);
  }

  OrderType type() {
    return price == 0 ? OrderType.MARKET : OrderType.LIMIT;
  }
}
