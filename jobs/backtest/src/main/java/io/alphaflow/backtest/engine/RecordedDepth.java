package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.data.BookChange;
import io.alphaflow.common.book.BookSide;
import io.alphaflow.common.book.OrderBook;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.Level;
import io.alphaflow.simulator.matching.RecordedBook;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The book of an instrument as its recording has it now. Only levels up to the worst one that the
 * recording is known to have without a hole are offered. Memory: its levels.
 */
final class RecordedDepth implements RecordedBook {

  /** More than any venue lists: what is dropped would count as known to be nothing. */
  private static final int MAX_LEVELS = 1_000_000;

  private final long tick;
  private final OrderBook book = new OrderBook(MAX_LEVELS);
  private long worstBid = Long.MAX_VALUE;
  private long worstAsk;

  /**
   * A book of which nothing is known.
   *
   * @param tick grid of the prices that fills may have, units of 1e-8
   */
  RecordedDepth(long tick) {
    this.tick = tick;
  }

  void apply(BookChange change) {
    if (change.whole()) {
      book.clear();
      worstBid = change.worstBid();
      worstAsk = change.worstAsk();
    }
    set(Side.BUY, change.bidPrices(), change.bidQuantities());
    set(Side.SELL, change.askPrices(), change.askQuantities());
  }

  private void set(Side side, long[] prices, long[] quantities) {
    for (int i = 0; i < prices.length; i++) {
      book.set(side, prices[i], quantities[i]);
    }
  }

  /** Prices between two of the grid are rounded against who takes them, and levels put together. */
  @Override
  public List<Level> levels(Side side) {
    BookSide levels = book.side(side);
    List<Level> known = new ArrayList<>();
    for (int i = 0; i < levels.size() && isKnown(side, levels.price(i)); i++) {
      long price = levels.price(i);
      long onGrid = side == Side.BUY ? Fixed8.floorTo(price, tick) : Fixed8.ceilTo(price, tick);
      int last = known.size() - 1;
      if (last >= 0 && known.get(last).price() == onGrid) {
        known.set(last, new Level(onGrid, known.get(last).quantity() + levels.quantity(i)));
      } else if (onGrid > 0) {
        known.add(new Level(onGrid, levels.quantity(i)));
      }
    }
    return known;
  }

  @Override
  public OptionalLong at(Side side, long price) {
    long quantity = book.side(side).quantityAt(price);
    return quantity > 0 || isKnown(side, price) ? OptionalLong.of(quantity) : OptionalLong.empty();
  }

  private boolean isKnown(Side side, long price) {
    return side == Side.BUY ? price >= worstBid : price <= worstAsk;
  }
}
