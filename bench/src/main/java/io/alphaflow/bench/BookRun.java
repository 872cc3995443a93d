package io.alphaflow.bench;

import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.book.OrderBook;

/** A book that does commands: what an order meets it takes, what is left of it rests. */
final class BookRun implements MatchingRun, OrderBook.Visitor {

  private final OrderCommands commands;
  private final OrderBook book;
  private long left;
  private long trades;

  BookRun(OrderCommands commands, OrderBook book) {
    this.commands = commands;
    this.book = book;
  }

  @Override
  public void apply(int i) {
    if (commands.isCancel(i)) {
      book.remove(commands.cancelled(i));
      return;
    }
    Side side = commands.side(i);
    left = commands.quantity(i);
    book.walk(side.opposite(), commands.price(i), this);
    if (left > 0) {
      book.add(side, i + 1L, commands.price(i), left, left);
    }
  }

  @Override
  public long meet(long orderId, long price, long shown) {
    if (left == 0) {
      return STOP;
    }
    long taken = Math.min(left, shown);
    left -= taken;
    trades++;
    return taken;
  }

  @Override
  public long trades() {
    return trades;
  }

  @Override
  public int working() {
    return book.size();
  }
}
