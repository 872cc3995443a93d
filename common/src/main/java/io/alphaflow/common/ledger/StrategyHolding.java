package io.alphaflow.common.ledger;

import io.alphaflow.common.model.RoundTrip;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.StrategyPosition;
import java.util.function.Consumer;

/** A strategy instance's position in an instrument, and the round trip that it is on. */
final class StrategyHolding {

  private String strategy;
  private Position position;
  private Trip trip = new Trip();
  private long smallest = 1;
  private long price;
  private boolean changed;

  /** Used when state is read. */
  StrategyHolding() {}

  StrategyHolding(String strategy, String instrument) {
    this.strategy = strategy;
    this.position = new Position(instrument);
  }

  /** As it is now, to go back to. */
  StrategyHolding copy() {
    StrategyHolding copy = new StrategyHolding(strategy, position.instrument());
    copy.become(this);
    copy.trip = trip.copy();
    return copy;
  }

  /** Takes everything from a copy, which is used for nothing else then. */
  void become(StrategyHolding copy) {
    position.become(copy.position);
    trip = copy.trip;
    smallest = copy.smallest;
    price = copy.price;
    changed = copy.changed;
  }

  void apply(Posting posting, CostMethod method, long least, long time, Consumer<RoundTrip> ended) {
    changed = true;
    smallest = least;
    position.choose(method);
    if (posting.kind() == Posting.Kind.FILL && !strategy.equals(Posting.UNASSIGNED)) {
      price = posting.price();
      fill(posting, time, ended);
    } else {
      posting.to(position);
    }
  }

  private void fill(Posting fill, long time, Consumer<RoundTrip> ended) {
    boolean buy = fill.quantity() >= 0;
    long quantity = Math.absExact(fill.quantity());
    long before = position.quantity();
    long after = Math.addExact(before, fill.quantity());
    if (trip.isOpen() && Long.signum(after) == -Long.signum(before) && isHeld(after)) {
      long closing = position.closingPart(quantity, fill.amount());
      long closed = Math.abs(before);
      long rest = quantity - closed;
      fill(buy, closed, closing);
      trip.exit(closed, closing);
      ended.accept(trip.end(strategy, position, gross(), time));
      trip.begin(buy, gross(), time);
      fill(buy, rest, fill.amount() - closing);
      trip.entry(rest, fill.amount() - closing);
      return;
    }
    if (!trip.isOpen() && isHeld(after)) {
      trip.begin(after > 0, gross(), time);
    }
    fill(buy, quantity, fill.amount());
    if (trip.isOpen()) {
      if (trip.isLong() == buy) {
        trip.entry(quantity, fill.amount());
      } else {
        trip.exit(quantity, fill.amount());
      }
      trip.seen(gross());
    }
  }

  private void fill(boolean buy, long quantity, long notional) {
    position.fill(buy ? Side.BUY : Side.SELL, quantity, notional);
  }

  private boolean isHeld(long quantity) {
    return Math.abs(quantity) >= smallest;
  }

  /** All postings of an entry are in: a trip is over when nothing is left that could be traded. */
  void settle(long time, Consumer<RoundTrip> ended) {
    if (!trip.isOpen() || isHeld(position.quantity())) {
      return;
    }
    if (!trip.hasExits()) {
      trip.cancel();
    } else {
      ended.accept(trip.end(strategy, position, gross(), time));
    }
  }

  boolean isInTrip() {
    return trip.isOpen();
  }

  void marked(long newPrice) {
    if (trip.isOpen()) {
      long before = price;
      price = newPrice;
      try {
        trip.seen(gross());
      } catch (ArithmeticException e) {
        price = before;
      }
    }
  }

  /** Profit since it began, before fees, at the last price. */
  private long gross() {
    long unrealized = Math.subtractExact(position.value(price), position.cost());
    return Math.addExact(position.realizedPnl(), unrealized);
  }

  boolean hasChanged() {
    return changed;
  }

  /** Whether there is something to tell: it has changed since the last time, or holds something. */
  boolean tell(boolean held) {
    boolean tell = changed || held && position.quantity() != 0;
    changed = false;
    return tell;
  }

  Position position() {
    return position;
  }

  StrategyPosition snapshot(long value) {
    return new StrategyPosition(
        strategy,
        position.instrument(),
        position.quantity(),
        position.cost(),
        value,
        position.realizedPnl(),
        Math.subtractExact(value, position.cost()),
        position.fees());
  }
}
