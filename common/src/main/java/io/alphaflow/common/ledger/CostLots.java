package io.alphaflow.common.ledger;

import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Arrays;

/**
 * The lots of a position under FIFO or LIFO, oldest first. Quantities and costs have the sign of
 * the position. Their sums are those of the position, to the last unit.
 *
 * <p>What is left of a lot costs its share of what the lot cost when it was whole, rounded once. A
 * lot at exactly the price of the newest one becomes a part of it, so it does not matter in how
 * many parts a quantity was filled.
 *
 * <p>Bounded: {@value #MOST} lots. One more makes one of the two that are closed last, at the sum
 * of their costs: quantity, cost and all profits together stay exact, and only which of the two is
 * closed first is forgotten.
 */
final class CostLots {

  static final int MOST = 1_000;

  private static final int QUANTITY = 0;
  private static final int COST = 1;
  private static final int BASIS_QUANTITY = 2;
  private static final int BASIS_COST = 3;
  private static final int FIELDS = 4;

  private long[] values = new long[4 * FIELDS];
  private int size;

  /** The same lots, which change by themselves from now on. */
  CostLots copy() {
    CostLots copy = new CostLots();
    copy.values = values.clone();
    copy.size = size;
    return copy;
  }

  private long get(int lot, int field) {
    return values[lot * FIELDS + field];
  }

  private void set(int lot, long quantity, long cost) {
    int at = lot * FIELDS;
    values[at + QUANTITY] = quantity;
    values[at + COST] = cost;
    values[at + BASIS_QUANTITY] = quantity;
    values[at + BASIS_COST] = cost;
  }

  private void remove(int lot) {
    int from = (lot + 1) * FIELDS;
    System.arraycopy(values, from, values, lot * FIELDS, size * FIELDS - from);
    size--;
    Arrays.fill(values, size * FIELDS, (size + 1) * FIELDS, 0);
  }

  /** The position grows. */
  void add(long quantity, long cost, CostMethod method) {
    int newest = size - 1;
    if (size > 0 && isSamePrice(newest, quantity, cost)) {
      merge(newest, quantity, cost);
      return;
    }
    if (size == MOST) {
      if (method == CostMethod.FIFO) {
        merge(newest, quantity, cost);
        return;
      }
      merge(0, get(1, QUANTITY), get(1, COST));
      remove(1);
    }
    if ((size + 1) * FIELDS > values.length) {
      values = Arrays.copyOf(values, 2 * values.length);
    }
    set(size, quantity, cost);
    size++;
  }

  private void merge(int lot, long quantity, long cost) {
    set(lot, Math.addExact(get(lot, QUANTITY), quantity), Math.addExact(get(lot, COST), cost));
  }

  private boolean isSamePrice(int lot, long quantity, long cost) {
    long otherQuantity = get(lot, QUANTITY);
    long otherCost = get(lot, COST);
    return cost * otherQuantity == otherCost * quantity
        && Math.multiplyHigh(cost, otherQuantity) == Math.multiplyHigh(otherCost, quantity);
  }

  /**
   * The position shrinks.
   *
   * @param quantity with the position's sign, no more than it holds
   * @return what it cost
   */
  long take(long quantity, CostMethod method) {
    long left = quantity;
    long cost = 0;
    while (left != 0) {
      int lot = method == CostMethod.FIFO ? 0 : size - 1;
      long held = get(lot, QUANTITY);
      if (Math.abs(held) <= Math.abs(left)) {
        cost = Math.addExact(cost, get(lot, COST));
        left -= held;
        remove(lot);
      } else {
        long rest = held - left;
        long restCost =
            Fixed8.multiplyDivide(
                get(lot, BASIS_COST), rest, get(lot, BASIS_QUANTITY), RoundingMode.HALF_EVEN);
        cost = Math.addExact(cost, Math.subtractExact(get(lot, COST), restCost));
        values[lot * FIELDS + QUANTITY] = rest;
        values[lot * FIELDS + COST] = restCost;
        left = 0;
      }
    }
    return cost;
  }

  int size() {
    return size;
  }
}
