package io.alphaflow.common.book;

import io.alphaflow.common.model.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A venue's book that moves by chance, with every state that it ever had. */
final class VenueBook {

  /**
   * The updates {@code first} to {@code last}: what each level that they touched has at the end.
   */
  record Diff(long first, long last, long[] bp, long[] bq, long[] ap, long[] aq) {
    BookSync.Result give(BookSync sync) {
      return sync.diff(first, last, last, bp, bq, ap, aq);
    }
  }

  private record Update(Side side, long price, long quantity) {}

  private static final int WIDTH = 40;

  private final Random random;
  private final long firstId;
  private final List<Update> updates = new ArrayList<>();
  private final List<ModelBook> states = new ArrayList<>();
  private long middle = 1_000;

  VenueBook(Random random) {
    this.random = random;
    this.firstId = 1 + random.nextInt(1_000_000);
    ModelBook opening = new ModelBook();
    for (int i = 0; i < WIDTH; i++) {
      opening.set(Side.BUY, middle - 1 - i, 1 + random.nextInt(9));
      opening.set(Side.SELL, middle + i, 1 + random.nextInt(9));
    }
    states.add(opening);
  }

  long firstId() {
    return firstId;
  }

  long lastId() {
    return firstId + states.size() - 1;
  }

  ModelBook at(long id) {
    return states.get((int) (id - firstId));
  }

  /** Moves the book on and says how, in one difference. */
  Diff move() {
    long first = lastId() + 1;
    if (random.nextInt(4) == 0) {
      shift(random.nextBoolean() ? 1 : -1);
    }
    int count = 1 + random.nextInt(6);
    for (int i = 0; i < count; i++) {
      boolean bid = random.nextBoolean();
      long distance = random.nextInt(WIDTH);
      update(
          bid ? Side.BUY : Side.SELL,
          bid ? middle - 1 - distance : middle + distance,
          random.nextInt(5));
    }
    return diff(first, lastId());
  }

  /** The levels of both sides at {@code id}, best first, as far as they are asked for. */
  BookSync.Result giveSnapshot(BookSync sync, long id, int levelsAsked) {
    List<ModelBook.Level> bids = at(id).best(Side.BUY, levelsAsked);
    List<ModelBook.Level> asks = at(id).best(Side.SELL, levelsAsked);
    return sync.snapshot(
        id, levelsAsked, prices(bids), quantities(bids), prices(asks), quantities(asks));
  }

  /** No update leaves a bid at an ask: what stands in the way of the new middle goes first. */
  private void shift(int by) {
    if (by > 0) {
      update(Side.SELL, middle, 0);
    } else {
      update(Side.BUY, middle - 1, 0);
    }
    middle += by;
  }

  private void update(Side side, long price, long quantity) {
    ModelBook next = new ModelBook(at(lastId()));
    next.set(side, price, quantity);
    states.add(next);
    updates.add(new Update(side, price, quantity));
  }

  private Diff diff(long first, long last) {
    TreeMap<Long, Long> bids = new TreeMap<>();
    TreeMap<Long, Long> asks = new TreeMap<>();
    for (long id = first; id <= last; id++) {
      Update update = updates.get((int) (id - firstId - 1));
      (update.side() == Side.BUY ? bids : asks)
          .put(update.price(), at(last).quantity(update.side(), update.price()));
    }
    return new Diff(first, last, keys(bids), values(bids), keys(asks), values(asks));
  }

  private static long[] keys(TreeMap<Long, Long> levels) {
    return levels.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  private static long[] values(TreeMap<Long, Long> levels) {
    return levels.values().stream().mapToLong(Long::longValue).toArray();
  }

  private static long[] prices(List<ModelBook.Level> levels) {
    return levels.stream().mapToLong(ModelBook.Level::price).toArray();
  }

  private static long[] quantities(List<ModelBook.Level> levels) {
    return levels.stream().mapToLong(ModelBook.Level::quantity).toArray();
  }
}
