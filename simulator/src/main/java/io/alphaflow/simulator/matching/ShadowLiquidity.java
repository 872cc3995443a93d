package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The recorded book, which own orders do not change.
 *
 * <p>Takers: what was taken of a level is gone until the recording shows another quantity there.
 *
 * <p>Makers: what the recorded book has at the price when an order begins to rest is in front of
 * it. Trades at that price make it less, and so does a recorded level that is smaller: risk averse,
 * as what is cancelled may have stood behind (the {@code RiskAdverseQueueModel} of hftbacktest). Of
 * the trade that clears the queue an order gets the excess; of one that goes through its price, as
 * much as was traded. At a price that the recorded book does not show the queue is unknown, and
 * only a trade through it fills. A trade at the price of an order is of the other side when the
 * recorded book has that side there: who took all of a level and rests with the remainder is not
 * given the same level once more.
 */
final class ShadowLiquidity implements Liquidity {

  /** What was taken of a level of this size. */
  private record Taken(long size, long quantity) {}

  private static final long UNKNOWN = Long.MAX_VALUE;

  /** What is in front of an order that rests. */
  private static final class Queue {
    private final OrderState order;
    private long ahead;

    Queue(OrderState order, long ahead) {
      this.order = order;
      this.ahead = ahead;
    }
  }

  private final RecordedBook book;
  private final Map<Side, Map<Long, Taken>> taken = new EnumMap<>(Side.class);

  /** By order id. */
  private final Map<Long, Queue> queues = new HashMap<>();

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
    long size =
        book.levels(taker.opposite()).stream()
            .filter(level -> level.price() == price)
            .mapToLong(Level::quantity)
            .findFirst()
            .orElse(0);
    taken
        .get(taker)
        .merge(
            price,
            new Taken(size, quantity),
            (a, b) -> new Taken(size, a.size() == size ? a.quantity() + quantity : quantity));
  }

  @Override
  public void rests(OrderState order) {
    queues.put(order.orderId(), new Queue(order, shown(order)));
  }

  @Override
  public void left(long orderId) {
    queues.remove(orderId);
  }

  @Override
  public void bookChanged() {
    for (Queue queue : queues.values()) {
      queue.ahead = Math.min(queue.ahead, shown(queue.order));
    }
  }

  @Override
  public long share(OrderState order, long shown, PassingTrade trade) {
    Queue queue = queues.get(order.orderId());
    if (order.price() == trade.price) {
      if (book.at(order.side().opposite(), order.price()).orElse(0) > 0) {
        return 0;
      }
      long ahead = Math.min(queue.ahead, shown(order));
      // Those behind it at this price have at least as much in front.
      trade.left = Math.min(trade.left, Math.max(0, trade.quantity - ahead));
      queue.ahead = ahead == UNKNOWN ? UNKNOWN : Math.max(0, ahead - trade.quantity);
    } else {
      // The price went on: nothing was left here.
      queue.ahead = 0;
    }
    long share = Math.min(shown, trade.left);
    trade.left -= share;
    return share;
  }

  private long shown(OrderState order) {
    return book.at(order.side(), order.price()).orElse(UNKNOWN);
  }
}
