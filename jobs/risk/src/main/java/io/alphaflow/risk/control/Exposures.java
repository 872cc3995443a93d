package io.alphaflow.risk.control;

/**
 * What an account's positions are worth at their marks if its working orders fill, before the order
 * in question. In the account's currency.
 *
 * @param gross values of all positions, each at the larger of its long and its short side
 * @param net values of all positions with their signs, bought and sold quantity of working orders
 *     of the order's side included
 * @param positions instruments that are held or have working orders that open one
 * @param counted whether the order's instrument is among them
 * @param asset value of the order's base asset over all instruments
 * @param strategies strategy instances that hold or buy the order's instrument, that of the order
 *     left out
 * @param unvalued an instrument that is held and cannot be valued, or empty
 */
public record Exposures(
    long gross,
    long net,
    int positions,
    boolean counted,
    long asset,
    int strategies,
    String unvalued) {

  /** Of an account that is not known. */
  public static final Exposures NONE = new Exposures(0, 0, 0, false, 0, 0, "");
}
