package io.alphaflow.risk.gate;

import io.alphaflow.common.model.ExecutionReport;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * What a strategy instance made of an instrument, exits and orders of persons included: quantity
 * held, and money paid and received for it. In quote, fees in quote and base included; fees in a
 * third asset are left out.
 */
final class StrategyResult {

  private long quantity;
  private long cash;
  private long opened;
  private boolean open;
  private long dayStart;

  /**
   * Takes a fill.
   *
   * @param mark price that a rest too small to trade is valued at
   * @return the P&amp;L of the round trip, when the fill closed the position
   * @throws ArithmeticException when an amount would be out of range; nothing has changed then
   */
  OptionalLong fill(ExecutionReport fill, Instrument instrument, long mark) {
    long notional = Fixed8.multiply(fill.lastQuantity(), fill.lastPrice(), RoundingMode.HALF_UP);
    boolean buy = fill.side() == Side.BUY;
    long held = Math.addExact(quantity, buy ? fill.lastQuantity() : -fill.lastQuantity());
    long money = Math.addExact(cash, buy ? -notional : notional);
    if (fill.feeAsset().equals(instrument.quote())) {
      money = Math.subtractExact(money, fill.fee());
    } else if (fill.feeAsset().equals(instrument.base())) {
      held = Math.subtractExact(held, fill.fee());
    }
    long smallest = Math.max(1, Math.max(instrument.minQuantity(), instrument.stepSize()));
    boolean holds = Math.abs(held) >= smallest;
    long result = holds ? 0 : pnl(held, money, mark);
    OptionalLong roundTrip =
        open && !holds ? OptionalLong.of(Math.subtractExact(result, opened)) : OptionalLong.empty();
    opened = holds ? opened : result;
    quantity = held;
    cash = money;
    open = holds;
    return roundTrip;
  }

  /** Since it began, at a price of the instrument. */
  private static long pnl(long quantity, long cash, long mark) {
    return Math.addExact(cash, Fixed8.multiply(quantity, mark, RoundingMode.HALF_EVEN));
  }

  private long pnl(long mark) {
    return pnl(quantity, cash, mark);
  }

  /**
   * A new UTC day begins at this price of the instrument. When the result is out of range, so is
   * that of the day, and no order passes that is held to it: it counts from the day before.
   */
  void newDay(long mark) {
    try {
      dayStart = pnl(mark);
    } catch (ArithmeticException e) {
      return;
    }
  }

  /** Since the start of the UTC day, at a price of the instrument. */
  long dailyPnl(long mark) {
    return Math.subtractExact(pnl(mark), dayStart);
  }

  /** Base quantity held, negative when short. */
  long quantity() {
    return quantity;
  }

  /** Whether something that can be traded is held. */
  boolean isOpen() {
    return open;
  }
}
