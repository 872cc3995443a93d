package io.alphaflow.simulator.market;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * The book of a recorded symbol and its past.
 *
 * <p>Belongs to the exchange's thread.
 */
public final class SyntheticBook implements PublicBook {

  /** How many books of the past are remembered. */
  public static final int REMEMBERED = 1_000;

  private final Deque<Depth> past = new ArrayDeque<>();

  /**
   * The book may have moved; nothing is remembered when it has not.
   *
   * @param bids pairs of price and quantity, best first
   * @param asks the same
   * @return whether it has moved
   */
  public boolean moved(long[] bids, long[] asks) {
    Depth before = depth(0);
    if (Arrays.equals(before.bids(), bids) && Arrays.equals(before.asks(), asks)) {
      return false;
    }
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
    past.addLast(new Depth(before.lastUpdateId() + 1, bids, asks));
    return true;
  }

  @Override
  public Depth depth(int updatesAgo) {
    if (past.isEmpty()) {
      return Depth.EMPTY;
    }
    var newestFirst = past.descendingIterator();
    Depth shown = newestFirst.next();
    for (int i = 0; i < updatesAgo && newestFirst.hasNext(); i++) {
      shown = newestFirst.next();
    }
    return shown;
  }

  @Override
  public Optional<BestPrices> best() {
    return depth(0).best();
  }
}
