package io.alphaflow.common.ledger;

import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/**
 * A position in one instrument at average cost, FIFO or LIFO. The cost is kept as a sum, not as an
 * average, so that no rounding is lost: realised + unrealised − fees always equals the change of
 * cash and value, to the last unit. Quantity and cost are negative for a short position.
 *
 * <p>While a position at average cost is reduced, what is left costs its share of the cost it had
 * when it was last increased (the basis), rounded once. So closing in ten parts costs the same as
 * closing in one. FIFO and LIFO: {@link CostLots}. A position keeps the method that it was opened
 * with until it is flat.
 */
public final class Position {

  private String instrument;
  private long quantity;
  private long cost;
  private long basisQuantity;
  private long basisCost;
  private long realizedPnl;
  private long fees;
  private boolean costPending;
  private CostMethod method = CostMethod.AVERAGE;

  /** Null at average cost. */
  private CostLots lots;

  private transient long worth;

  /** Used when state is read. */
  Position() {}

  Position(String instrument) {
    this.instrument = instrument;
  }

  /** The same position, which changes by itself from now on. */
  Position copy() {
    Position copy = new Position(instrument);
    copy.become(this);
    return copy;
  }

  /** Takes everything but the instrument from another one. */
  void become(Position other) {
    quantity = other.quantity;
    cost = other.cost;
    basisQuantity = other.basisQuantity;
    basisCost = other.basisCost;
    realizedPnl = other.realizedPnl;
    fees = other.fees;
    costPending = other.costPending;
    method = other.method;
    lots = other.lots == null ? null : other.lots.copy();
    worth = other.worth;
  }

  /** How closed quantity is chosen, from the next time on that nothing is held. */
  void choose(CostMethod wanted) {
    if (method != wanted && quantity == 0) {
      method = wanted;
      lots = wanted == CostMethod.AVERAGE ? null : new CostLots();
    }
  }

  /** Whether its first price is yet to come. */
  boolean isCostPending() {
    return costPending;
  }

  /** Takes over a quantity that was there before; it costs what it is worth at the first mark. */
  void open(long openingQuantity) {
    quantity = Math.addExact(quantity, openingQuantity);
    costPending = quantity != 0;
  }

  /**
   * What a quantity taken over by {@link #open} costs: its worth at the first price.
   *
   * @param firstWorth of the whole position
   */
  void take(long firstWorth) {
    costPending = false;
    cost = firstWorth;
    setBasis();
    if (lots != null) {
      lots.add(quantity, cost, method);
    }
  }

  /**
   * Applies a fill.
   *
   * @param notional lastQuantity × lastPrice in quote
   */
  void fill(Side side, long fillQuantity, long notional) {
    long signedQuantity = side == Side.BUY ? fillQuantity : Math.negateExact(fillQuantity);
    long signedNotional = side == Side.BUY ? notional : Math.negateExact(notional);
    if (fillQuantity == 0) {
      // So little was traded for the money that it was rounded to nothing.
      realizedPnl = Math.subtractExact(realizedPnl, signedNotional);
      return;
    }
    if (quantity == 0 || (quantity > 0) == (signedQuantity > 0)) {
      increase(signedQuantity, signedNotional);
      return;
    }
    long held = Math.abs(quantity);
    if (fillQuantity <= held) {
      reduce(fillQuantity, signedNotional);
    } else {
      long closing = closingPart(fillQuantity, signedNotional);
      reduce(held, closing);
      increase(
          side == Side.BUY ? fillQuantity - held : held - fillQuantity,
          Math.subtractExact(signedNotional, closing));
    }
  }

  /**
   * The part of a fill's notional that closes the position, when the fill is larger than it.
   *
   * @param fillQuantity above what is held
   */
  long closingPart(long fillQuantity, long notional) {
    return Fixed8.multiplyDivide(
        notional, Math.abs(quantity), fillQuantity, RoundingMode.HALF_EVEN);
  }

  private void increase(long signedQuantity, long signedNotional) {
    quantity = Math.addExact(quantity, signedQuantity);
    cost = Math.addExact(cost, signedNotional);
    setBasis();
    if (lots != null && signedQuantity != 0) {
      lots.add(signedQuantity, signedNotional, method);
    }
  }

  private void setBasis() {
    basisQuantity = quantity;
    basisCost = cost;
  }

  private void reduce(long closedQuantity, long signedNotional) {
    long closed = quantity > 0 ? closedQuantity : -closedQuantity;
    quantity -= closed;
    long closedCost = lots == null ? closedAtAverage() : lots.take(closed, method);
    realizedPnl = Math.subtractExact(realizedPnl, Math.addExact(signedNotional, closedCost));
    cost = Math.subtractExact(cost, closedCost);
  }

  private long closedAtAverage() {
    long left =
        quantity == 0
            ? 0
            : Fixed8.multiplyDivide(basisCost, quantity, basisQuantity, RoundingMode.HALF_EVEN);
    return Math.subtractExact(cost, left);
  }

  /**
   * Quantity that comes or goes without money: as if bought or sold at what it is worth.
   *
   * @param signedQuantity negative when it goes
   * @param worth in quote, with the same sign or 0
   */
  void transfer(long signedQuantity, long worth) {
    boolean goes = signedQuantity < 0 || signedQuantity == 0 && worth < 0;
    fill(goes ? Side.SELL : Side.BUY, Math.absExact(signedQuantity), Math.abs(worth));
  }

  /** A fee, or one given back when negative, by its worth in quote. */
  void fee(long worth) {
    fees = Math.addExact(fees, worth);
  }

  /** quantity × price, rounded half even. */
  public long value(long price) {
    return Fixed8.multiply(quantity, price, RoundingMode.HALF_EVEN);
  }

  /** What a quantity counts while there is no price: its share of the cost. */
  long atCost(long part) {
    return quantity == 0 ? 0 : Fixed8.multiplyDivide(cost, part, quantity, RoundingMode.HALF_EVEN);
  }

  /**
   * What it counts in the equity: its value when it was last valued. Not part of the state, since
   * it follows from the marks; 0 when it is not valued.
   */
  long worth() {
    return worth;
  }

  void setWorth(long value) {
    worth = value;
  }

  /** Base quantity held, units of 1e-8. */
  public long quantity() {
    return quantity;
  }

  /** What the quantity cost, in quote. */
  public long cost() {
    return cost;
  }

  /** Gains of closed quantity before fees, in quote. */
  public long realizedPnl() {
    return realizedPnl;
  }

  /** All fees of its fills so far, valued in quote, whatever they were taken in. */
  public long fees() {
    return fees;
  }

  /** {@code venue:BASE/QUOTE}. */
  public String instrument() {
    return instrument;
  }

  /** How the cost of closed quantity is chosen. */
  CostMethod method() {
    return method;
  }

  /** The position valued at {@code mark}; at cost when there is no mark (0). */
  PositionSnapshot snapshot(long mark) {
    return snapshot(mark, mark == 0 ? cost : value(mark));
  }

  /** The position with a value that was calculated before. */
  PositionSnapshot snapshot(long mark, long value) {
    return new PositionSnapshot(
        instrument,
        quantity,
        cost,
        mark,
        value,
        realizedPnl,
        Math.subtractExact(value, cost),
        fees);
  }
}
