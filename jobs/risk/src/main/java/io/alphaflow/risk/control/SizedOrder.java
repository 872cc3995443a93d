package io.alphaflow.risk.control;

import io.alphaflow.common.model.Violation;
import java.util.List;

/**
 * A signal as an order on the instrument's grid, or the reasons why there is none.
 *
 * @param quantity base, 0 when it could not be found out
 * @param limitPrice 0 without one
 * @param triggerPrice 0 without one
 * @param valuationPrice price that the order is valued at: never below what it may trade at, 0 when
 *     there is no reference price
 * @param mark reference price, 0 when there is none
 * @param asked base quantity that the signal is for, before anything was taken off; 0 when it
 *     closes a position or when it could not be found out
 * @param violations why the order cannot be made
 */
public record SizedOrder(
    long quantity,
    long limitPrice,
    long triggerPrice,
    long valuationPrice,
    long mark,
    long asked,
    List<Violation> violations) {

  /** Nothing could be found out. */
  public static final SizedOrder NONE = new SizedOrder(0, 0, 0, 0, 0, 0, List.of());

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

  /** Price that the order's reservation is made at: what it can cost at most. */
  public long reservationPrice() {
    return limitPrice == 0 ? valuationPrice : limitPrice;
  }
}
