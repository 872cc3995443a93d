package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The recorded book, which own orders do not change.
 *
 * <p>Takers: what was taken of a level is gone until the recording shows another quantity there.
 * Makers: what the recorded book has at the price when an order begins to rest is in front of it,
 * and only trades at that price make it less, or a recorded level that is smaller (risk averse: a
 * cancel may as well have been behind). Of the trade that clears the queue an order gets the
 * excess; of one that goes through its price, all. At a price that the recorded book does not show
 * the queue is unknown, and only a trade through it fills.
 */
final class ShadowLiquidity implements Liquidity {

  /** What was taken of a level of this size. */
  private record Taken(long size, long quantity) {}

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final RecordedBook book;
  private final Map<Side, Map<Long, Taken>> taken = new EnumMap<>(Side.class);
  private final Map<Long, Long> ahead = new HashMap<>();

  ShadowLiquidity(RecordedBook book) {
    this.book = book;
    for (Side side : Side.values()) {
      taken.put(side, new HashMap<>());
    }
  }

  @Override
  public List<Level> levels(Side taker) {
    List<Level> recorded = book.levels(taker.opposite());
    Map<Long, Taken> before = taken.get(taker);
    if (before.isEmpty()) {
      return recorded;
    }
    Map<Long, Taken> stillThere = new HashMap<>();
    List<Level> out = new ArrayList<>(recorded.size());
    for (Level level : recorded) {
      Taken t = before.get(level.price());
      if (t == null || t.size() != level.quantity()) {
        out.add(level);
      } else {
        stillThere.put(level.price(), t);
        out.add(new Level(level.price(), level.quantity() - t.quantity()));
      }
    }
    taken.put(taker, stillThere);
    return out;
  }

  @Override
  public void taken(Side taker, long price, long quantity) {
    long size = sizeAt(taker.opposite(), price).orElse(0);
    taken
        .get(taker)
        .merge(
            price,
            new Taken(size, quantity),
            (a, b) -> new Taken(size, a.size() == size ? a.quantity() + quantity : quantity));
  }

  @Override
  public void rests(OrderState order) {
    ahead.put(order.orderId(), queueAt(order.side(), order.price()));
  }

  @Override
  public void left(long orderId) {
    ahead.remove(orderId);
  }

  @Override
  public long share(OrderState order, long shown, PassingTrade trade) {
    if (order.price() == trade.price) {
      long queue = Math.min(ahead.getOrDefault(order.orderId(), UNKNOWN), shownNow(order));
      // Those behind it at this price have at least as much in front.
      trade.left = Math.min(trade.left, Math.max(0, trade.quantity - queue));
      ahead.put(order.orderId(), queue == UNKNOWN ? UNKNOWN : Math.max(0, queue - trade.quantity));
    }
    long share = Math.min(shown, trade.left);
    trade.left -= share;
    return share;
  }

  private long shownNow(OrderState order) {
    return sizeAt(order.side(), order.price()).orElse(UNKNOWN);
  }

  /** What is in front at a price: nothing when it is better than all that is recorded. */
  private long queueAt(Side side, long price) {
    OptionalLong size = sizeAt(side, price);
    if (size.isPresent()) {
      return size.getAsLong();
    }
    List<Level> levels = book.levels(side);
    if (levels.isEmpty()) {
      return UNKNOWN;
    }
    long best = levels.get(0).price();
    boolean isBetter = side == Side.BUY ? price > best : price < best;
    long worst = levels.get(levels.size() - 1).price();
    boolean isInside = side == Side.BUY ? price > worst : price < worst;
    return isBetter || isInside ? 0 : UNKNOWN;
  }

  private OptionalLong sizeAt(Side side, long price) {
    return book.levels(side).stream()
        .filter(l -> l.price() == price)
        .mapToLong(Level::quantity)
        .findFirst();
  }
}
