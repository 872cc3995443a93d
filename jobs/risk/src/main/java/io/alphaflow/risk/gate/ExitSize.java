package io.alphaflow.risk.gate;

import io.alphaflow.common.ledger.AccountLedger;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.Limits;
import java.math.RoundingMode;

/**
 * How much of a lot one exit may sell now: what is left of it and held, what no working order sells
 * already, and no more than one order may be.
 */
final class ExitSize {

  private ExitSize() {}

  /**
   * The quantity on the instrument's grid; 0 when none that the venue would take is left.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static long of(Lot lot, String account, GateContext gate) {
    GateState state = gate.state();
    Instrument instrument = state.book.instrument(lot.instrument()).orElseThrow();
    long mark = state.book.mark(lot.instrument()).map(Mark::price).orElse(0L);
    long most = Math.min(uncovered(lot, account, state), sellable(lot, account, state));
    Limits limits = gate.limits(account, lot.strategy(), lot.instrument());
    return onGrid(most, instrument, mark, limits, gate.options().collar());
  }

  /**
   * As much of a quantity as one order may have and the venue would take, on the instrument's grid;
   * 0 when that is nothing.
   *
   * @throws ArithmeticException when an amount is out of range
   */
  static long onGrid(long wanted, Instrument instrument, long mark, Limits limits, long collar) {
    long most = Math.min(wanted, ofOneOrder(instrument, mark, limits, collar));
    long quantity = Fixed8.floorTo(Math.max(0, most), instrument.stepSize());
    boolean tooSmall =
        quantity < Math.max(instrument.minQuantity(), instrument.stepSize())
            || Fixed8.multiply(quantity, mark, RoundingMode.DOWN) < instrument.minNotional();
    return tooSmall ? 0 : quantity;
  }

  /** What is held and no working order of the account sells. */
  private static long sellable(Lot lot, String account, GateState state) {
    AccountLedger ledger = state.book.account(account).orElseThrow();
    AccountState of = state.account(account);
    long held = ledger.quantity(lot.instrument());
    String base = InstrumentId.parse(lot.instrument()).base();
    return Math.min(
        Math.subtractExact(held, of.working(lot.instrument(), Side.SELL)),
        Math.subtractExact(ledger.balance(base), of.reserved(base)));
  }

  /**
   * What the strategy instance's own working orders leave: they sell its oldest lots first, and not
   * what exits at the venue sell.
   */
  private static long uncovered(Lot lot, String account, GateState state) {
    AccountState of = state.account(account);
    long covered = of.sellsOf(lot.strategy(), lot.instrument());
    for (Lot older : of.lots().of(lot.instrument())) {
      if (older.number() == lot.number()) {
        break;
      }
      if (older.strategy().equals(lot.strategy()) && older.exitOrder().isEmpty()) {
        covered = Math.max(0, covered - older.quantity());
      }
    }
    return Math.max(0, lot.quantity() - covered);
  }

  /** A lot that has become worth more than one order may be is sold in parts. */
  private static long ofOneOrder(Instrument instrument, long mark, Limits limits, long collar) {
    long most = instrument.maxQuantity() == 0 ? Long.MAX_VALUE : instrument.maxQuantity();
    if (limits.get(Limit.MAX_ORDER_QUANTITY).isPresent()) {
      most = Math.min(most, limits.get(Limit.MAX_ORDER_QUANTITY).get().amount());
    }
    if (mark > 0 && limits.get(Limit.MAX_ORDER_VALUE).isPresent()) {
      long price = Fixed8.multiply(mark, Math.addExact(Fixed8.ONE, collar), RoundingMode.CEILING);
      most = Math.min(most, parts(limits.get(Limit.MAX_ORDER_VALUE).get().amount(), price));
    }
    return most;
  }

  /** A limit that is worth more than can be counted is no limit. */
  private static long parts(long value, long price) {
    try {
      return Fixed8.divide(value, price, RoundingMode.DOWN);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
