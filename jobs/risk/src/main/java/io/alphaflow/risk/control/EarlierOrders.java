package io.alphaflow.risk.control;

/**
 * The working orders of before that a signal is about.
 *
 * @param number how many
 * @param quantity what the one is for, base, units of 1e-8; 0 unless the signal is about one
 * @param filled of it, as far as the gate has heard, base, units of 1e-8
 * @param limitPrice of it, units of 1e-8; 0 without one
 */
public record EarlierOrders(int number, long quantity, long filled, long limitPrice) {

  /** A signal that is about none. */
  public static final EarlierOrders NONE = new EarlierOrders(0, 0, 0, 0);

  /** Several, or one of which only matters that it is there. */
  public static EarlierOrders of(int number) {
    return new EarlierOrders(number, 0, 0, 0);
  }
}
