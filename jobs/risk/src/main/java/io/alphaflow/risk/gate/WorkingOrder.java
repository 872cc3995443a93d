package io.alphaflow.risk.gate;

import io.alphaflow.common.identity.SignalId;
import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.control.Reservation;
import java.math.RoundingMode;
import java.util.Optional;

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
 * @param replaces client order id of the order in whose place it stands; empty for none
 * @param replacedFilled how much of that was filled when this one was approved
 * @param approved quantity that was approved, base; 0 in older state
 * @param amended what it was made smaller to, base; 0 while it is as it was placed
 * @param pair client order id of the other order of a pair of which one cancels the other; empty
 *     for none
 * @param second whether it is the second of the pair
 * @param quoteAmount what it was placed for instead of {@code quantity}, quote; 0 for an order by
 *     its quantity
 * @param spent of that so far
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
    long signal,
    String replaces,
    long replacedFilled,
    long approved,
    long amended,
    String pair,
    boolean second,
    long quoteAmount,
    long spent) {

  /** Fills in what older state lacks. */
  WorkingOrder {
    strategy = strategy == null ? "" : strategy;
    origin = origin == null ? SignalOrigin.STRATEGY : origin;
    replaces = replaces == null ? "" : replaces;
    approved = approved == 0 ? quantity : approved;
    pair = pair == null ? "" : pair;
  }

  /** What it is for, base. */
  long size() {
    return amended == 0 ? quantity : Math.min(amended, quantity);
  }

  /** What reports of it say that it is for: as the venue told, until then as it was approved. */
  long toldQuantity() {
    return acknowledged ? quantity : approved;
  }

  /** What is remembered of it for whoever has to cancel it. */
  CancelTarget target(String clientOrderId) {
    return new CancelTarget(clientOrderId, strategy, decision, side, toldQuantity(), quoteAmount);
  }

  /** The identity of the signal that led to it; empty in older state. */
  Optional<String> correlation(String account) {
    return signal == 0
        ? Optional.empty()
        : Optional.of(SignalId.of(strategy, account, instrument, origin, signal));
  }

  /** What can still fill, never below 0. */
  long remaining() {
    return Math.max(0, size() - filled);
  }

  /** What it holds of the quote asset. */
  long reservedQuote() {
    if (side == Side.SELL) {
      return 0;
    }
    return quoteAmount > 0
        ? Reservation.ofAmount(quoteAmount - spent, feeRate)
        : Reservation.ofBuy(remaining(), price, feeRate);
  }

  /** What it holds of the base asset. */
  long reservedBase() {
    return side == Side.SELL ? remaining() : 0;
  }

  /**
   * The same order after a report; a lower filled quantity than before changes nothing. Of one that
   * stands in another's place the report says how much was placed.
   */
  WorkingOrder reported(long cumulativeQuantity, long orderQuantity) {
    boolean smaller = !replaces.isEmpty() && orderQuantity > 0 && orderQuantity < quantity;
    return copy(
        smaller ? orderQuantity : quantity, Math.max(filled, cumulativeQuantity), true, amended);
  }

  /**
   * The same order when it has traded so much more at a price; of one by its quantity that says
   * nothing. What is out of range is not used, as in the ledger: it goes on holding that.
   */
  WorkingOrder paid(long traded, long at) {
    if (quoteAmount == 0) {
      return this;
    }
    try {
      long value = Fixed8.multiply(traded, at, RoundingMode.DOWN);
      long paid = Math.min(quoteAmount, Math.addExact(spent, value));
      return copy(quantity, filled, acknowledged, amended, pair, second, paid);
    } catch (ArithmeticException e) {
      return this;
    }
  }

  /** The same order when the venue says that it is for that; it never becomes larger. */
  WorkingOrder amended(long to) {
    return to > 0 && to < size() ? copy(quantity, filled, acknowledged, to) : this;
  }

  /**
   * The same order when so much of the one that it replaces was filled: what was filled since the
   * approval comes off. Nothing does when the venue has told of this one already.
   */
  WorkingOrder less(long filledOfReplaced) {
    long cut = Math.max(0, filledOfReplaced - replacedFilled);
    return acknowledged || cut == 0
        ? this
        : copy(Math.max(0, quantity - cut), filled, false, amended);
  }

  /** The same order when the other of its pair has filled so much: both together fill it once. */
  WorkingOrder beside(long filledOfOther) {
    return filledOfOther == 0
        ? this
        : copy(Math.max(0, quantity - filledOfOther), filled, acknowledged, amended);
  }

  /** The same order as one of a pair. */
  WorkingOrder paired(String other, boolean asSecond) {
    return copy(quantity, filled, acknowledged, amended, other, asSecond, spent);
  }

  private WorkingOrder copy(long newQuantity, long nowFilled, boolean heard, long smaller) {
    return copy(newQuantity, nowFilled, heard, smaller, pair, second, spent);
  }

  private WorkingOrder copy(
      long newQuantity,
      long nowFilled,
      boolean heard,
      long smaller,
      String other,
      boolean asSecond,
      long nowSpent) {
    return new WorkingOrder(
        strategy,
        origin,
        instrument,
        base,
        quote,
        side,
        newQuantity,
        nowFilled,
        heard,
        limitPrice,
        price,
        feeRate,
        decision,
        signal,
        replaces,
        replacedFilled,
        approved,
        smaller,
        other,
        asSecond,
        quoteAmount,
        nowSpent);
  }
}
