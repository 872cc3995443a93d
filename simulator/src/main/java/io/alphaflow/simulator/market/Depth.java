package io.alphaflow.simulator.market;

/**
 * A book at one moment. Levels are pairs of price and quantity in units of 1e-8, best first.
 *
 * @param lastUpdateId the last change that it holds; 0 before any
 */
public record Depth(long lastUpdateId, long[] bids, long[] asks) {

  /** No book yet. */
  public static final Depth EMPTY = new Depth(0, new long[0], new long[0]);
}
