package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.risk.control.Reservation;

/**
 * An approved order that has not ended, with what it holds back.
 *
 * @param strategy the strategy instance whose signal led to it
 * @param origin who wanted it
 * @param instrument {@code venue:BASE/QUOTE}
 * @param base asset that a sell order holds
 * @param quote asset that a buy order holds
 * @param side buy or sell
 * @param quantity of the order, base
 * @param filled so far
 * @param acknowledged whether the venue has said something of it
 * @param limitPrice 0 for a market order
 * @param price what it can cost at most for each unit
 * @param feeRate fee on top of it
 * @param decision sequence of the decision that approved it; 0 in older state
 * @param signal sequence of the signal that led to it; 0 in older state
 */
record WorkingOrder(
    String strategy,
    SignalOrigin origin,
    String instrument,
    String base,
    String quote,
    Side side,
    long quantity,
    long filled,
    boolean acknowledged,
    long limitPrice,
    long price,
    long feeRate,
    long decision,
    long signal) {

  /** Fills in what older state lacks. */
  WorkingOrder {
    strategy = strategy == null ? "" : strategy;
    origin = origin == null ? SignalOrigin.STRATEGY : origin;
  }

  /** What can still fill, never below 0. */
  long remaining() {
    return Math.max(0, quantity - filled);
  }

  /** What it holds of the quote asset. */
  long reservedQuote() {
    return side == Side.BUY ? Reservation.ofBuy(remaining(), price, feeRate) : 0;
  }

  /** What it holds of the base asset. */
  long reservedBase() {
    return side == Side.SELL ? remaining() : 0;
  }

  /** The same order after a report; a lower filled quantity than before changes nothing. */
  WorkingOrder reported(long cumulativeQuantity) {
    return new WorkingOrder(
        strategy,
        origin,
        instrument,
        base,
        quote,
        side,
        quantity,
        Math.max(filled, cumulativeQuantity),
        true,
        limitPrice,
        price,
        feeRate,
        decision,
        signal);
  }
}
