package io.alphaflow.common.book;

import io.alphaflow.common.model.Side;
import java.util.Arrays;

/**
 * The bids or the asks of a book, best first. Prices and quantities in units of 1e-8.
 *
 * <p>Not every level need be known: a snapshot has only so many levels, and a side keeps only so
 * many. What is known without holes are the {@link #knownLevels()} best; behind them there may be
 * levels that are missing here.
 *
 * <p>Not safe for use by several threads. Changing a level allocates nothing, but while the arrays
 * still grow to their bound.
 */
public final class BookSide {

  private static final int FIRST_CAPACITY = 256;
  private static final long NOTHING_MISSING = Long.MIN_VALUE;

  /** A key is the price of a bid and the negated price of an ask: the best has the highest. */
  private final int sign;

  private final int maxLevels;
  // Ascending by key: changes are near the top, which at the end moves the fewest levels.
  private long[] keys;
  private long[] quantities;
  private int count;

  /** Of the levels with keys above this none is missing. */
  private long horizon = NOTHING_MISSING;

  BookSide(Side side, int maxLevels) {
    this.sign = side == Side.BUY ? 1 : -1;
    this.maxLevels = maxLevels;
    this.keys = new long[Math.min(FIRST_CAPACITY, maxLevels)];
    this.quantities = new long[keys.length];
  }

  /** How many levels there are, those behind a hole included. */
  public int size() {
    return count;
  }

  /** The best price; 0 when the side is empty. */
  public long bestPrice() {
    return count == 0 ? 0 : price(0);
  }

  /** The quantity at the best price; 0 when the side is empty. */
  public long bestQuantity() {
    return count == 0 ? 0 : quantity(0);
  }

  /**
   * The price of a level.
   *
   * @param index 0 is the best; below {@link #size()}
   */
  public long price(int index) {
    return sign * keys[at(index)];
  }

  /**
   * The quantity of a level, above 0.
   *
   * @param index 0 is the best; below {@link #size()}
   */
  public long quantity(int index) {
    return quantities[at(index)];
  }

  /** The quantity at a price; 0 when there is no such level. */
  public long quantityAt(long price) {
    int found = find(price);
    return found < 0 ? 0 : quantities[found];
  }

  /**
   * The quantity of the best {@code levels} together, fewer when there are fewer; {@link
   * Long#MAX_VALUE} when it is beyond a {@code long}.
   */
  public long depth(int levels) {
    long sum = 0;
    for (int i = count - 1; i >= Math.max(0, count - levels); i--) {
      sum += quantities[i];
      if (sum < 0) {
        return Long.MAX_VALUE;
      }
    }
    return sum;
  }

  /** Whether there may be levels that are missing here, all worse than the known ones. */
  public boolean isTruncated() {
    return horizon != NOTHING_MISSING;
  }

  /** How many levels from the best on are without a hole; {@link #size()} when none is missing. */
  public int knownLevels() {
    if (!isTruncated()) {
      return count;
    }
    int found = Arrays.binarySearch(keys, 0, count, horizon);
    return count - (found >= 0 ? found + 1 : -found - 1);
  }

  void set(long price, long quantity) {
    if (price <= 0 || quantity < 0) {
      throw new IllegalArgumentException(
          "a level needs a price above 0 and a quantity of at least 0, has %d and %d"
              .formatted(price, quantity));
    }
    int found = find(price);
    if (found >= 0 && quantity > 0) {
      quantities[found] = quantity;
    } else if (found >= 0) {
      remove(found);
    } else if (quantity > 0) {
      insert(-found - 1, sign * price, quantity);
    }
  }

  void clear() {
    count = 0;
    horizon = NOTHING_MISSING;
  }

  /** Says that only levels up to the worst one here are known. */
  void endsAtWorst() {
    horizon = count == 0 ? Long.MAX_VALUE : Math.max(horizon, keys[0] - 1);
  }

  private int at(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("level " + index + " of " + count);
    }
    return count - 1 - index;
  }

  private int find(long price) {
    return Arrays.binarySearch(keys, 0, count, sign * price);
  }

  private void remove(int index) {
    count--;
    System.arraycopy(keys, index + 1, keys, index, count - index);
    System.arraycopy(quantities, index + 1, quantities, index, count - index);
  }

  private void insert(int index, long key, long quantity) {
    int target = index;
    if (count == maxLevels) {
      if (index == 0) {
        horizon = Math.max(horizon, key);
        return;
      }
      horizon = Math.max(horizon, keys[0]);
      target--;
      System.arraycopy(keys, 1, keys, 0, target);
      System.arraycopy(quantities, 1, quantities, 0, target);
    } else {
      grow();
      System.arraycopy(keys, target, keys, target + 1, count - target);
      System.arraycopy(quantities, target, quantities, target + 1, count - target);
      count++;
    }
    keys[target] = key;
    quantities[target] = quantity;
  }

  private void grow() {
    if (count == keys.length) {
      int capacity = (int) Math.min(maxLevels, 2L * count);
      keys = Arrays.copyOf(keys, capacity);
      quantities = Arrays.copyOf(quantities, capacity);
    }
  }
}
