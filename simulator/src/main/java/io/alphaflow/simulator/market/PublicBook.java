package io.alphaflow.simulator.market;

import java.util.Optional;

/** The book of one symbol as the public may ask for it. */
public interface PublicBook {

  /**
   * The book.
   *
   * @param updatesAgo how many depth updates of the past to leave out; as old as is known at most
   */
  Depth depth(int updatesAgo);

  /** Best bid and ask; none while a side is empty. */
  Optional<BestPrices> best();
}
