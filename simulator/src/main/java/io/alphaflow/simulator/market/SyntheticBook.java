package io.alphaflow.simulator.market;

import io.alphaflow.simulator.matching.TopOfBook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The one-level book around the last trade of a recorded symbol, and its past.
 *
 * <p>Belongs to the exchange's thread.
 */
public final class SyntheticBook implements PublicBook {

  /** How many books of the past are remembered. */
  public static final int REMEMBERED = 1_000;

  private record Past(long updateId, TopOfBook top) {}

  private final Deque<Past> past = new ArrayDeque<>();

  /**
   * The book moved.
   *
   * @param updateId one more than before
   */
  public void moved(long updateId, TopOfBook top) {
    if (past.size() > REMEMBERED) {
      past.removeFirst();
    }
    past.addLast(new Past(updateId, top));
  }

  /** The book as it is; none before the first trade. */
  public Optional<TopOfBook> top() {
    return past.isEmpty() ? Optional.empty() : Optional.of(past.getLast().top());
  }

  @Override
  public Depth depth(int updatesAgo) {
    if (past.isEmpty()) {
      return Depth.EMPTY;
    }
    var newestFirst = past.descendingIterator();
    Past shown = newestFirst.next();
    for (int i = 0; i < updatesAgo && newestFirst.hasNext(); i++) {
      shown = newestFirst.next();
    }
    TopOfBook top = shown.top();
    return new Depth(
        shown.updateId(), new long[] {top.bid(), top.size()}, new long[] {top.ask(), top.size()});
  }

  @Override
  public Optional<BestPrices> best() {
    return past.isEmpty()
        ? Optional.empty()
        : Optional.of(past.getLast().top())
            .map(t -> new BestPrices(t.bid(), t.size(), t.ask(), t.size()));
  }
}
