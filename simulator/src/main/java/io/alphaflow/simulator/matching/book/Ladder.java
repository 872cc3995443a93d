package io.alphaflow.simulator.matching.book;

import io.alphaflow.common.model.Side;
import java.util.Arrays;

/**
 * The price levels of one side in a sorted array, the best last: most orders come and go near the
 * best price, where little has to be moved.
 */
final class Ladder {

  private final boolean buys;
  // Prices of buys and negative prices of sells: the highest rank is the best.
  private long[] ranks = new long[16];
  private PriceLevel[] levels = new PriceLevel[16];
  private int size;

  Ladder(Side side) {
    this.buys = side == Side.BUY;
  }

  private long rank(long price) {
    return buys ? price : -price;
  }

  /** How many levels there are. */
  int size() {
    return size;
  }

  /** The level that is {@code worse} levels behind the best. */
  PriceLevel fromBest(int worse) {
    return levels[size - 1 - worse];
  }

  /** Whether a level's price is at the limit or better. */
  boolean reaches(PriceLevel level, long limit) {
    return rank(level.price) >= rank(limit);
  }

  /** The level of a price, made when it is not there. */
  PriceLevel at(long price) {
    long rank = rank(price);
    int found = size > 0 && ranks[size - 1] == rank ? size - 1 : search(rank);
    if (found >= 0) {
      return levels[found];
    }
    return insert(-found - 1, rank, price);
  }

  private int search(long rank) {
    return Arrays.binarySearch(ranks, 0, size, rank);
  }

  private PriceLevel insert(int place, long rank, long price) {
    if (size == ranks.length) {
      ranks = Arrays.copyOf(ranks, size * 2);
      levels = Arrays.copyOf(levels, size * 2);
    }
    System.arraycopy(ranks, place, ranks, place + 1, size - place);
    System.arraycopy(levels, place, levels, place + 1, size - place);
    PriceLevel level = new PriceLevel(this, price);
    ranks[place] = rank;
    levels[place] = level;
    size++;
    return level;
  }

  /** Forgets a level that has become empty. */
  void remove(PriceLevel level) {
    int place = search(rank(level.price));
    int behind = size - place - 1;
    System.arraycopy(ranks, place + 1, ranks, place, behind);
    System.arraycopy(levels, place + 1, levels, place, behind);
    levels[--size] = null;
  }
}
