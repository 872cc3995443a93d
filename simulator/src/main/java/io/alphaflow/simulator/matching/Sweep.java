package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.book.OrderBook;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What a MARKET order would get of what the book shows now, level by level. Changes nothing. */
final class Sweep {

  private final List<Level> levels;
  private final long step;
  private final long maxQuantity;

  /**
   * A sweep of what there is.
   *
   * @param wanted base
   */
  Sweep(Market market, Side side, long wanted) {
    this(market, side, market.liquidity().levels(side, wanted));
  }

  private Sweep(Market market, Side side, List<Level> levels) {
    this.step = market.spec().stepSize();
    this.maxQuantity = market.spec().maxQuantity();
    this.levels = new ArrayList<>();
    for (Level level : levels) {
      add(level);
    }
    if (market.liquidity().customersMeet()) {
      long[] book = market.book.levels(side.opposite(), Integer.MAX_VALUE / 2);
      for (int i = 0; i < book.length; i += 2) {
        add(new Level(book[i], book[i + 1]));
      }
    }
  }

  /** A sweep for an amount of quote, at the price of as much as it would buy without an impact. */
  static Sweep forQuote(Market market, Side side, long quote) {
    Sweep before = new Sweep(market, side, market.liquidity().levels(side));
    if (before.isEmpty() || before.isBeyond(quote)) {
      return before;
    }
    Sweep sized = new Sweep(market, side, before.quantityFor(quote));
    return sized.isEmpty() ? before : sized;
  }

  private void add(Level level) {
    long quantity = Fixed8.floorTo(level.quantity(), step);
    if (quantity > 0) {
      levels.add(new Level(level.price(), quantity));
    }
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  /** Whether a quote quantity is so large that its base cannot be counted. */
  boolean isBeyond(long quote) {
    return quote > Fixed8.multiply(levels.get(0).price(), maxQuantity, RoundingMode.DOWN);
  }

  /** Whole lots for a quote quantity; what the book cannot give counts at its last price. */
  long quantityFor(long quote) {
    long left = quote;
    long quantity = 0;
    for (int i = 0; i < levels.size(); i++) {
      Level level = levels.get(i);
      boolean last = i == levels.size() - 1;
      long lots = lots(left, level.price());
      long taken = last ? lots : Math.min(lots, level.quantity());
      quantity += taken;
      left -= Fixed8.multiply(taken, level.price(), RoundingMode.UP);
    }
    return quantity;
  }

  private long lots(long quote, long price) {
    boolean most = Fixed8.multiply(price, maxQuantity, RoundingMode.UP) <= quote;
    return most
        ? maxQuantity
        : Fixed8.floorTo(Fixed8.divide(quote, price, RoundingMode.DOWN), step);
  }

  /** What it would fill. */
  long fills(long quantity) {
    long left = quantity;
    for (Level level : levels) {
      left -= Math.min(left, level.quantity());
    }
    return quantity - left;
  }

  /** What that would cost; as much as there can be when that is out of range. */
  long costs(long quantity) {
    long left = quantity;
    long cost = 0;
    for (Level level : levels) {
      long taken = Math.min(left, level.quantity());
      left -= taken;
      long paid = Fixed8.multiply(taken, level.price(), RoundingMode.UP);
      cost = cost > Long.MAX_VALUE - paid ? Long.MAX_VALUE : cost + paid;
    }
    return cost;
  }

  /** What can be had up to a limit of an order that is not of this account. */
  static long obtainable(Market market, OrderState order) {
    Side makers = order.side().opposite();
    long enough = order.remaining();
    long sum = 0;
    for (Level level : market.liquidity().levels(order.side(), enough)) {
      if (sum < enough && OrderBook.reaches(makers, level.price(), order.price())) {
        sum += Math.min(enough, Fixed8.floorTo(level.quantity(), market.spec().stepSize()));
      }
    }
    if (!market.liquidity().customersMeet()) {
      return sum;
    }
    long own =
        order.request().selfTradePrevention().isOn()
            ? market.open(order.account()).all().stream()
                .filter(o -> o.side() == makers && o.working())
                .filter(o -> OrderBook.reaches(makers, o.price(), order.price()))
                .mapToLong(OrderState::remaining)
                .sum()
            : 0;
    return sum + market.book.quantityUpTo(makers, order.price(), Long.MAX_VALUE) - own;
  }
}
