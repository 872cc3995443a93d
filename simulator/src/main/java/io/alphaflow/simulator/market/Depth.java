package io.alphaflow.simulator.market;

import java.util.Optional;

/**
 * A book at one moment. Levels are pairs of price and quantity in units of 1e-8, best first.
 *
 * @param lastUpdateId the last change that it holds; 0 before any
 */
public record Depth(long lastUpdateId, long[] bids, long[] asks) {

  /** No book yet. */
  public static final Depth EMPTY = new Depth(0, new long[0], new long[0]);

  /** Best bid and ask; none while a side is empty. */
  public Optional<BestPrices> best() {
    return bids.length == 0 || asks.length == 0
        ? Optional.empty()
        : Optional.of(new BestPrices(bids[0], bids[1], asks[0], asks[1]));
  }
}
