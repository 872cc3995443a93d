package io.alphaflow.simulator.matching.book;

import io.alphaflow.common.model.Side;
import java.util.Arrays;

/**
 * The book that the exchange uses. Adding at a known price, cancelling, reducing and taking the
 * first order of the best price cost the same however many orders work; a price that is new costs a
 * binary search and moves the levels in front of it. Entries are reused: a book that has reached
 * its size makes next to no garbage.
 */
public final class FastOrderBook implements OrderBook {

  private final Ladder buys = new Ladder(Side.BUY);
  private final Ladder sells = new Ladder(Side.SELL);
  private final EntryIndex index = new EntryIndex();
  private BookEntry unused;

  @Override
  public void add(Side side, long orderId, long price, long quantity, long display) {
    OrderBook.require(orderId, price, quantity, display);
    if (index.get(orderId) != null) {
      throw new IllegalArgumentException("order " + orderId + " is in the book");
    }
    BookEntry entry = newEntry();
    entry.id = orderId;
    entry.quantity = quantity;
    entry.display = display;
    entry.shown = Math.min(display, quantity);
    of(side).at(price).append(entry);
    index.add(entry);
  }

  @Override
  public long remove(long orderId) {
    BookEntry entry = index.get(orderId);
    if (entry == null) {
      return 0;
    }
    long quantity = entry.quantity;
    PriceLevel level = entry.level;
    drop(entry);
    if (level.isEmpty()) {
      level.ladder.remove(level);
    }
    return quantity;
  }

  @Override
  public void reduce(long orderId, long quantity) {
    BookEntry entry = index.get(orderId);
    if (entry == null || quantity <= 0 || quantity > entry.quantity) {
      throw new IllegalArgumentException("cannot reduce order " + orderId);
    }
    entry.quantity = quantity;
    entry.shown = Math.min(entry.shown, quantity);
  }

  @Override
  public void walk(Side side, long limit, Visitor visitor) {
    Ladder ladder = of(side);
    int passed = 0;
    boolean goesOn = true;
    while (goesOn && passed < ladder.size()) {
      PriceLevel level = ladder.fromBest(passed);
      if (!ladder.reaches(level, limit)) {
        return;
      }
      goesOn = walk(level, visitor);
      if (level.isEmpty()) {
        ladder.remove(level);
      } else {
        passed++;
      }
    }
  }

  private boolean walk(PriceLevel level, Visitor visitor) {
    BookEntry entry = level.first;
    while (entry != null) {
      long taken = visitor.meet(entry.id, level.price, entry.shown);
      if (taken < 0) {
        return false;
      }
      BookEntry next = entry.after;
      if (taken == Visitor.ALL || taken == entry.quantity) {
        drop(entry);
      } else if (taken > 0 && showsNext(entry, taken) && next == null) {
        // It was the last, and is again.
        next = entry;
      }
      entry = next;
    }
    return true;
  }

  /** Takes some of an entry; whether it went to the end of the queue with its next part. */
  private static boolean showsNext(BookEntry entry, long taken) {
    entry.quantity -= taken;
    entry.shown -= taken;
    if (entry.shown > 0) {
      return false;
    }
    entry.shown = Math.min(entry.display, entry.quantity);
    entry.level.unlink(entry);
    entry.level.append(entry);
    return true;
  }

  @Override
  public long best(Side side) {
    Ladder ladder = of(side);
    return ladder.size() == 0 ? 0 : ladder.fromBest(0).price;
  }

  @Override
  public long quantityUpTo(Side side, long limit, long enough) {
    Ladder ladder = of(side);
    long sum = 0;
    for (int i = 0; i < ladder.size() && sum < enough; i++) {
      PriceLevel level = ladder.fromBest(i);
      if (!ladder.reaches(level, limit)) {
        break;
      }
      for (BookEntry e = level.first; e != null && sum < enough; e = e.after) {
        sum += e.quantity;
      }
    }
    return Math.min(sum, enough);
  }

  @Override
  public long[] levels(Side side, int most) {
    Ladder ladder = of(side);
    long[] out = new long[Math.min(most, ladder.size()) * 2];
    Arrays.setAll(
        out,
        i -> {
          PriceLevel level = ladder.fromBest(i / 2);
          return i % 2 == 0 ? level.price : level.shown();
        });
    return out;
  }

  @Override
  public int size() {
    return index.size();
  }

  private Ladder of(Side side) {
    return side == Side.BUY ? buys : sells;
  }

  private BookEntry newEntry() {
    BookEntry entry = unused;
    if (entry == null) {
      return new BookEntry();
    }
    unused = entry.after;
    return entry;
  }

  private void drop(BookEntry entry) {
    index.remove(entry.id);
    entry.level.unlink(entry);
    entry.level = null;
    entry.before = null;
    entry.after = unused;
    unused = entry;
  }
}
