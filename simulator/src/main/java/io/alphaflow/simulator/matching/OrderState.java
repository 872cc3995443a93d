package io.alphaflow.simulator.matching;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An order as it stands after one event. Amounts in units of 1e-8.
 *
 * @param orderId the venue's id, 1, 2, 3 … for each symbol
 * @param request what was asked for
 * @param quantity of base; worked out from the book for a MARKET order by quote quantity
 * @param executedQuantity filled so far
 * @param executedQuote sum of price × quantity of the fills
 * @param status where it stands
 * @param acceptedMicros market time of acceptance
 * @param updatedMicros market time of the last event
 * @param prevented the trade with an own order that did not happen and ended it, if one did
 * @param cancelledWallMicros wall time at which its owner's cancel took effect, epoch µs; 0 when
 *     none did. Carried for the ledger, no rule reads it
 */
public record OrderState(
    long orderId,
    NewOrder request,
    long quantity,
    long executedQuantity,
    long executedQuote,
    OrderStatus status,
    long acceptedMicros,
    long updatedMicros,
    Optional<PreventedMatch> prevented,
    long cancelledWallMicros) {

  /** A new order. */
  OrderState(long orderId, NewOrder request, long quantity, long time) {
    this(orderId, request, quantity, 0, 0, OrderStatus.NEW, time, time, Optional.empty(), 0);
  }

  /** The owner. */
  public String account() {
    return request.account();
  }

  /** The venue's spelling of the symbol. */
  public String symbol() {
    return request.symbol();
  }

  /** The owner's id of the order. */
  public String clientOrderId() {
    return request.clientOrderId();
  }

  /** Which way. */
  public Side side() {
    return request.side();
  }

  /** The limit; 0 for MARKET. */
  public long price() {
    return request.price();
  }

  /** How long it works; MARKET and LIMIT_MAKER count as GTC, as the venue shows them. */
  public TimeInForce timeInForce() {
    return request.type() == VenueOrderType.LIMIT ? request.timeInForce() : TimeInForce.GTC;
  }

  /** What is left to fill. */
  public long remaining() {
    return quantity - executedQuantity;
  }

  OrderState filled(long fillQuantity, long fillPrice, long time) {
    long executed = Fixed8.add(executedQuantity, fillQuantity);
    long quote = Fixed8.multiply(fillPrice, fillQuantity, RoundingMode.UNNECESSARY);
    return new OrderState(
        orderId,
        request,
        quantity,
        executed,
        Fixed8.add(executedQuote, quote),
        executed == quantity ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
        acceptedMicros,
        time,
        prevented,
        cancelledWallMicros);
  }

  OrderState expired(long time) {
    return ended(OrderStatus.EXPIRED, Optional.empty(), 0, time);
  }

  OrderState cancelled(long wallMicros, long time) {
    return ended(OrderStatus.CANCELED, Optional.empty(), wallMicros, time);
  }

  OrderState prevented(PreventedMatch match, long time) {
    return ended(OrderStatus.EXPIRED_IN_MATCH, Optional.of(match), 0, time);
  }

  private OrderState ended(
      OrderStatus end, Optional<PreventedMatch> match, long wallMicros, long time) {
    return new OrderState(
        orderId,
        request,
        quantity,
        executedQuantity,
        executedQuote,
        end,
        acceptedMicros,
        time,
        match,
        wallMicros);
  }
}
