package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limits;
import java.math.RoundingMode;

/**
 * How much the next child of a parent has: what is due, on the instrument's grid, no more than one
 * order may be; and all that is left when the rest would be too small to be traded.
 *
 * @param instrument trading rules
 * @param mark reference price, above 0
 * @param limitPrice of the parent, 0 without one
 * @param limits in force for its orders
 * @param collar fraction that a market order may trade above the mark
 */
record ChildSize(Instrument instrument, long mark, long limitPrice, Limits limits, long collar) {

  /**
   * The quantity; 0 when that is none that the venue would take or a limit allows.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  long of(long due, long left) {
    long wanted = due < left && !isTradable(left - due) ? left : due;
    if (!isTradable(wanted)) {
      return 0;
    }
    long quantity = ExitSize.onGrid(wanted, instrument, dearest(), limits, collar);
    return isTradable(quantity) ? quantity : 0;
  }

  private long dearest() {
    return Math.max(mark, limitPrice);
  }

  /** Whether the venue would take so much. */
  boolean isTradable(long quantity) {
    long onGrid = Fixed8.floorTo(quantity, instrument.stepSize());
    long price = limitPrice == 0 ? mark : limitPrice;
    return onGrid >= Math.max(instrument.minQuantity(), instrument.stepSize())
        && Fixed8.multiply(onGrid, price, RoundingMode.DOWN) >= instrument.minNotional();
  }
}
