package io.alphaflow.risk.control;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Mark;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.Signal;
import io.alphaflow.risk.limit.Limit;
import io.alphaflow.risk.limit.LimitValue;
import io.alphaflow.risk.limit.Limits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything the controls may look at, as values: a control is a pure function of it.
 *
 * @param signal what the strategy wants
 * @param time logical time, epoch microseconds UTC
 * @param configured whether the account is configured
 * @param open whether the account's balances are known
 * @param currency the account's, empty when it is not known
 * @param instrument trading rules, when known
 * @param market the instrument's price
 * @param holdings what the account has
 * @param exposures what all its positions are worth
 * @param results how it has done
 * @param activity what it has done lately
 * @param order the signal on the instrument's grid
 * @param takerFeeRate fraction of the notional, units of 1e-8
 * @param limits in force for the order
 * @param stops that are for the order
 * @param permitted whether a rule permits the order
 * @param withinHours whether it is within the account's trading hours
 * @param opposite price of the working order of the other side that the order would meet first, 0
 *     when there is none
 * @param unknownOrder id of an open order of the instrument that was not approved here, or empty
 * @param exitQuantity what the lot of a protective exit or the position of a closing order has left
 *     to close, or the parent of a child to trade; 0 for other signals
 * @param roomForLots how many more protected lots the strategy instance may have of the instrument
 * @param roomForParents how many parents more the strategy instance may have of the instrument
 * @param earlier working orders of the strategy instance that the signal is about
 */
public record OrderFacts(
    Signal signal,
    long time,
    boolean configured,
    boolean open,
    String currency,
    Optional<Instrument> instrument,
    MarketState market,
    Holdings holdings,
    Exposures exposures,
    Results results,
    Activity activity,
    SizedOrder order,
    long takerFeeRate,
    Limits limits,
    List<Stop> stops,
    boolean permitted,
    boolean withinHours,
    long opposite,
    String unknownOrder,
    long exitQuantity,
    int roomForLots,
    int roomForParents,
    EarlierOrders earlier) {

  /** The limit that the order is held to: empty when there is none. */
  public Optional<LimitValue> limit(Limit limit) {
    return limits.get(limit);
  }

  /** The reference price, when there is one. */
  public Optional<Mark> mark() {
    return market.mark();
  }

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
    return mark().isEmpty() ? -1 : Math.max(0, time - mark().get().time());
  }

  /** What the order is worth at most, in quote; empty when it cannot be valued. */
  public OptionalLong orderValue() {
    return isValued() ? OptionalLong.of(order.value()) : OptionalLong.empty();
  }

  /** What the order adds at most to positions, in quote; empty when it cannot be valued. */
  public OptionalLong orderExposure() {
    return isValued() ? OptionalLong.of(order.exposure()) : OptionalLong.empty();
  }

  private boolean isValued() {
    return order.isResolved() && order.valuationPrice() > 0;
  }
}
