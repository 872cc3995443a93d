package io.alphaflow.common.ledger;

import io.alphaflow.common.model.PositionSnapshot;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/**
 * A position in one instrument at average cost. The cost is kept as a sum, not as an average, so
 * that no rounding is lost: realised + unrealised − fees always equals the change of cash and
 * value, to the last unit. Quantity and cost are negative for a short position.
 *
 * <p>While a position is reduced, what is left costs its share of the cost it had when it was last
 * increased (the basis), rounded once. So closing in ten parts costs the same as closing in one.
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
    worth = other.worth;
  }

  /** Whether its first price is yet to come. */
  boolean isCostPending() {
    return costPending;
  }

  /** Takes over a quantity that was there before; it costs what it is worth at the first mark. */
  void open(long openingQuantity) {
    quantity = openingQuantity;
    costPending = openingQuantity != 0;
  }

  /**
   * A price of the instrument.
   *
   * @return what a quantity taken over by {@link #open} is worth at its first price, otherwise 0
   */
  long marked(long price) {
    if (!costPending) {
      return 0;
    }
    costPending = false;
    cost = value(price);
    setBasis();
    return cost;
  }

  /**
   * Applies a fill.
   *
   * @param notional lastQuantity × lastPrice in quote
   */
  void fill(Side side, long fillQuantity, long notional) {
    long signedQuantity = side == Side.BUY ? fillQuantity : Math.negateExact(fillQuantity);
    long signedNotional = side == Side.BUY ? notional : Math.negateExact(notional);
    if (quantity == 0 || (quantity > 0) == (signedQuantity > 0)) {
      quantity = Math.addExact(quantity, signedQuantity);
      cost = Math.addExact(cost, signedNotional);
      setBasis();
      return;
    }
    long held = Math.abs(quantity);
    if (fillQuantity <= held) {
      reduce(fillQuantity, signedNotional);
    } else {
      long closing =
          Fixed8.multiplyDivide(signedNotional, held, fillQuantity, RoundingMode.HALF_EVEN);
      reduce(held, closing);
      quantity = side == Side.BUY ? fillQuantity - held : held - fillQuantity;
      cost = Math.subtractExact(signedNotional, closing);
      setBasis();
    }
  }

  private void setBasis() {
    basisQuantity = quantity;
    basisCost = cost;
  }

  private void reduce(long closedQuantity, long signedNotional) {
    quantity += quantity > 0 ? -closedQuantity : closedQuantity;
    long left =
        quantity == 0
            ? 0
            : Fixed8.multiplyDivide(basisCost, quantity, basisQuantity, RoundingMode.HALF_EVEN);
    long closedCost = Math.subtractExact(cost, left);
    realizedPnl = Math.subtractExact(realizedPnl, Math.addExact(signedNotional, closedCost));
    cost = left;
  }

  /** A fee taken in quote. */
  void feeInQuote(long fee) {
    fees = Math.addExact(fees, fee);
  }

  /**
   * A fee taken in base: the quantity shrinks, and the fee is what it was worth at {@code price}. A
   * fee larger than the position turns it around like a fill.
   */
  void feeInBase(long fee, long price) {
    long worth = Fixed8.multiply(fee, price, RoundingMode.HALF_EVEN);
    fees = Math.addExact(fees, worth);
    long left = Math.subtractExact(quantity, fee);
    if (Long.signum(left) == -Long.signum(quantity)) {
      fill(fee > 0 ? Side.SELL : Side.BUY, Math.abs(fee), Math.abs(worth));
      return;
    }
    quantity = left;
    cost = Math.subtractExact(cost, worth);
    if (quantity == 0) {
      realizedPnl = Math.subtractExact(realizedPnl, cost);
      cost = 0;
    }
    setBasis();
  }

  /** quantity × price, rounded half even. */
  public long value(long price) {
    return Fixed8.multiply(quantity, price, RoundingMode.HALF_EVEN);
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

  /** All fees so far, valued in quote. */
  public long fees() {
    return fees;
  }

  /** {@code venue:BASE/QUOTE}. */
  public String instrument() {
    return instrument;
  }

  /** The position valued at {@code mark}; at cost when there is no mark (0). */
  PositionSnapshot snapshot(long mark) {
    long value = mark == 0 ? cost : value(mark);
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
