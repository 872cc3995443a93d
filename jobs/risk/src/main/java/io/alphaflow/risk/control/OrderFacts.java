package io.alphaflow.risk.control;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Everything the controls may look at, as values: a control is a pure function of it.
 *
 * @param signal what the strategy wants
 * @param time logical time, epoch microseconds UTC
 * @param configured whether the account is configured
 * @param open whether the account's balances are known
 * @param instrument trading rules, when known
 * @param mark reference price, when there is one
 * @param holdings what the account has
 * @param order the signal on the instrument's grid
 * @param takerFeeRate fraction of the notional, units of 1e-8
 * @param limits in force for the account
 * @param stops by level
 * @param lastEqualOrder logical time when an equal order was approved last, when it is remembered
 * @param ordersOfStrategy orders left in the strategy's bucket; {@code Long.MAX_VALUE} without a
 *     limit
 * @param ordersOfAccount orders left in the account's bucket, likewise
 * @param unknownOrder id of an open order of the instrument that was not approved here, or empty
 * @param exitQuantity what the lot of a protective exit has left to sell; 0 for other signals
 * @param roomForLots how many more protected lots the strategy instance may have of the instrument
 */
public record OrderFacts(
    Signal signal,
    long time,
    boolean configured,
    boolean open,
    Optional<Instrument> instrument,
    Optional<Mark> mark,
    Holdings holdings,
    SizedOrder order,
    long takerFeeRate,
    Limits limits,
    SortedMap<String, Stop> stops,
    OptionalLong lastEqualOrder,
    long ordersOfStrategy,
    long ordersOfAccount,
    String unknownOrder,
    long exitQuantity,
    int roomForLots) {

  /** Asset that is traded, as the signal names it. */
  public String base() {
    return InstrumentId.parse(signal.instrument()).base();
  }

  /** Asset of the price, as the signal names it. */
  public String quote() {
    return InstrumentId.parse(signal.instrument()).quote();
  }

  /** Whether the signal buys. */
  public boolean buys() {
    return signal.side() == Side.BUY;
  }

  /**
   * Whether the order can only reduce a position. Such orders pass the limits on exposure and loss,
   * a stop of kind {@code REDUCE_ONLY}, and missing limits or prices.
   */
  public boolean reduces() {
    long reducible = buys() ? holdings.coverable() : holdings.sellable();
    return open && order.quantity() > 0 && order.quantity() <= reducible;
  }

  /** Age of the mark, microseconds; -1 when there is none. */
  public long markAge() {
    return mark.isEmpty() ? -1 : Math.max(0, time - mark.get().time());
  }

  /** What the order is worth at most, in quote; empty when it cannot be valued. */
  public OptionalLong orderValue() {
    return order.isResolved() && order.valuationPrice() > 0
        ? OptionalLong.of(
            Fixed8.multiply(order.quantity(), order.valuationPrice(), RoundingMode.CEILING))
        : OptionalLong.empty();
  }
}
