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
 * @param orderListId the list that it is a part of; -1 without one
 * @param request what was asked for, as amended since
 * @param quantity of base; worked out from the book for a MARKET order by quote quantity
 * @param executedQuantity filled so far
 * @param executedQuote sum of price × quantity of the fills
 * @param preventedQuantity lost so far because it would have traded with an own order
 * @param locked of the asset that it spends, held back for it
 * @param status where it stands
 * @param working whether it has met the book; a contingent order has not until its stop price is
 *     met
 * @param acceptedMicros market time of acceptance
 * @param workingMicros market time at which it began to work; -1 when it has not
 * @param updatedMicros market time of the last event
 * @param prevented the last trade with an own order that did not happen, if there was one
 * @param expiryReason why it expired, if it did
 * @param cancelledWallMicros wall time at which its owner's cancel took effect, epoch µs; 0 when
 *     none did. Carried for the ledger, no rule reads it
 */
public record OrderState(
    long orderId,
    long orderListId,
    NewOrder request,
    long quantity,
    long executedQuantity,
    long executedQuote,
    long preventedQuantity,
    long locked,
    OrderStatus status,
    boolean working,
    long acceptedMicros,
    long workingMicros,
    long updatedMicros,
    Optional<PreventedMatch> prevented,
    Optional<ExpiryReason> expiryReason,
    long cancelledWallMicros) {

  /** No list. */
  public static final long NO_LIST = -1;

  private static final long NOT_WORKING = -1;

  /** A new order that holds nothing back yet. */
  static OrderState accepted(
      long orderId, long orderListId, NewOrder request, long quantity, long time) {
    boolean works = !request.type().isContingent();
    return new OrderState(
        orderId,
        orderListId,
        request,
        quantity,
        0,
        0,
        0,
        0,
        OrderStatus.NEW,
        works,
        time,
        works ? time : NOT_WORKING,
        time,
        Optional.empty(),
        Optional.empty(),
        0);
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

  /** The limit; 0 without one. */
  public long price() {
    return request.price();
  }

  /** How long it works; types without a choice count as GTC, as the venue shows them. */
  public TimeInForce timeInForce() {
    return request.type().hasTimeInForce() ? request.timeInForce() : TimeInForce.GTC;
  }

  /** What is left to fill. */
  public long remaining() {
    return quantity - executedQuantity - preventedQuantity;
  }

  /** Whether it stays in the book with what it cannot fill at once. */
  boolean rests() {
    return request.type().hasLimit() && timeInForce() == TimeInForce.GTC;
  }

  /**
   * What it has to hold back: base on a SELL; on a BUY quote at its limit, or at its stop price
   * while it waits to become a market order. A market order pays as it fills.
   */
  long need() {
    return status.isOpen() ? need(remaining()) : 0;
  }

  private long need(long left) {
    boolean limited = request.type().hasLimit();
    if (working && !limited) {
      return 0;
    }
    long price = limited ? request.price() : request.stopPrice();
    return side() == Side.SELL ? left : Fixed8.multiply(price, left, RoundingMode.UNNECESSARY);
  }

  /** Fills some of it; it holds back what the rest needs. */
  OrderState filled(long fillQuantity, long fillPrice, long time) {
    Draft d = new Draft(this, time);
    d.executed = Fixed8.add(executedQuantity, fillQuantity);
    long quote = Fixed8.multiply(fillPrice, fillQuantity, RoundingMode.UNNECESSARY);
    d.quote = Fixed8.add(executedQuote, quote);
    d.status = fillQuantity == remaining() ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    d.locked = need(remaining() - fillQuantity);
    return d.done();
  }

  OrderState expired(ExpiryReason reason, long time) {
    Draft d = new Draft(this, time);
    d.status = OrderStatus.EXPIRED;
    d.reason = Optional.of(reason);
    return d.done();
  }

  OrderState cancelled(long wallMicros, long time) {
    Draft d = new Draft(this, time);
    d.status = OrderStatus.CANCELED;
    d.cancelledWall = wallMicros;
    return d.done();
  }

  /** Loses a quantity; ends when nothing is left. */
  OrderState prevented(PreventedMatch match, long time) {
    Draft d = new Draft(this, time);
    long lost = match.lostBy(orderId);
    d.preventedQuantity = preventedQuantity + lost;
    d.status = lost == remaining() ? OrderStatus.EXPIRED_IN_MATCH : status;
    d.prevented = Optional.of(match);
    return d.done();
  }

  /** Its stop price has been met. */
  OrderState works(long time) {
    Draft d = new Draft(this, time);
    d.working = true;
    d.workingMicros = time;
    return d.done();
  }

  OrderState amended(String newClientOrderId, long newQuantity, long time) {
    Draft d = new Draft(this, time);
    d.request = request.amended(newClientOrderId, newQuantity);
    d.quantity = newQuantity;
    return d.done();
  }

  OrderState holding(long amount) {
    Draft d = new Draft(this, updatedMicros);
    d.locked = amount;
    return d.done();
  }

  /** A copy in the making. */
  private static final class Draft {

    private final OrderState before;
    private final long time;
    private NewOrder request;
    private long quantity;
    private long executed;
    private long quote;
    private long preventedQuantity;
    private long locked;
    private OrderStatus status;
    private boolean working;
    private long workingMicros;
    private Optional<PreventedMatch> prevented;
    private Optional<ExpiryReason> reason;
    private long cancelledWall;

    Draft(OrderState before, long time) {
      this.before = before;
      this.time = time;
      this.request = before.request;
      this.quantity = before.quantity;
      this.executed = before.executedQuantity;
      this.quote = before.executedQuote;
      this.preventedQuantity = before.preventedQuantity;
      this.locked = before.locked;
      this.status = before.status;
      this.working = before.working;
      this.workingMicros = before.workingMicros;
      this.prevented = before.prevented;
      this.reason = before.expiryReason;
      this.cancelledWall = before.cancelledWallMicros;
    }

    OrderState done() {
      return new OrderState(
          before.orderId,
          before.orderListId,
          request,
          quantity,
          executed,
          quote,
          preventedQuantity,
          locked,
          status,
          working,
          before.acceptedMicros,
          workingMicros,
          time,
          prevented,
          reason,
          cancelledWall);
    }
  }
}
