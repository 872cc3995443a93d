package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.List;

/**
 * A signal as an order on the instrument's grid, or the reasons why there is none.
 *
 * @param quantity base, 0 when it could not be found out; of an order by an amount the most that it
 *     can trade
 * @param limitPrice 0 without one
 * @param triggerPrice 0 without one
 * @param valuationPrice price that the order is valued at: never below what it may trade at, 0 when
 *     there is no reference price
 * @param mark reference price, 0 when there is none
 * @param asked base quantity that the signal is for, before anything was taken off; 0 when it
 *     closes a position or when it could not be found out
 * @param quoteAmount what is placed instead of the quantity, quote; 0 for an order by its quantity
 * @param violations why the order cannot be made
 */
public record SizedOrder(
    long quantity,
    long limitPrice,
    long triggerPrice,
    long valuationPrice,
    long mark,
    long asked,
    long quoteAmount,
    List<Violation> violations) {

  /** Nothing could be found out. */
  public static final SizedOrder NONE = new SizedOrder(0, 0, 0, 0, 0, 0, 0, List.of());

  /** Whether there is an order that could be sent. */
  public boolean isResolved() {
    return quantity > 0 && violations.isEmpty();
  }

  /**
   * How far the order can trade: up to which price it buys, or down to which it sells. A market
   * order sells as far below the mark as it is valued above it.
   */
  public long reach(boolean buys) {
    if (limitPrice != 0) {
      return limitPrice;
    }
    return buys
        ? valuationPrice
        : Math.max(0, Math.subtractExact(Math.multiplyExact(2, mark), valuationPrice));
  }

  /** What the order is worth at most, quote. */
  public long value() {
    return quoteAmount > 0
        ? quoteAmount
        : Fixed8.multiply(quantity, valuationPrice, RoundingMode.CEILING);
  }

  /**
   * What it adds at most to what a position is worth, quote: what an amount buys below the mark is
   * worth more than the amount.
   */
  public long exposure() {
    return quoteAmount > 0
        ? Math.max(quoteAmount, Fixed8.multiply(quantity, mark, RoundingMode.CEILING))
        : value();
  }

  /** What a purchase holds of the quote asset. */
  public long reservation(long feeRate) {
    return quoteAmount > 0
        ? Reservation.ofAmount(quoteAmount, feeRate)
        : Reservation.ofBuy(quantity, reservationPrice(), feeRate);
  }

  /** Price that the order's reservation is made at: what it can cost at most. */
  public long reservationPrice() {
    return limitPrice == 0 ? valuationPrice : limitPrice;
  }
}
