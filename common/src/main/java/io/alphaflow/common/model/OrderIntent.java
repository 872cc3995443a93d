package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.json.OptionalDecimal8;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The exact order that a decision approved: on the instrument's grid, ready to be sent.
 *
 * @param clientOrderId derived from the decision's identity, at most 36 of {@code [A-Za-z0-9_-]}
 * @param side buy or sell
 * @param orderType how it meets the market
 * @param timeInForce of a limit order; GTC for others
 * @param quantity base, units of 1e-8; of an order by an amount the most that it may trade
 * @param limitPrice units of 1e-8; 0 without one
 * @param triggerPrice units of 1e-8; 0 without one
 * @param replaces the order in whose place it stands; null for none, see {@link #replaced}
 * @param stop the second order of a pair of which one cancels the other, beside this one; null for
 *     one order, see {@link #legs}
 * @param quoteAmount amount of quote that it is placed for instead of the quantity, units of 1e-8;
 *     0 for an order by its quantity. How much base it trades, and when that is all, only the venue
 *     can tell
 */
public record OrderIntent(
    String clientOrderId,
    Side side,
    OrderType orderType,
    TimeInForce timeInForce,
    @Decimal8 long quantity,
    @Decimal8 long limitPrice,
    @OptionalDecimal8 long triggerPrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) Replaced replaces,
    @JsonInclude(JsonInclude.Include.NON_NULL) StopLeg stop,
    @OptionalDecimal8 long quoteAmount) {

  /** Ends the client order id of the second order of a pair. */
  private static final String SECOND = "-s";

  /** An order that stands in no other's place. */
  public OrderIntent(
      String clientOrderId,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long quantity,
      long limitPrice,
      long triggerPrice) {
    this(
        clientOrderId,
        side,
        orderType,
        timeInForce,
        quantity,
        limitPrice,
        triggerPrice,
        null,
        null,
        0);
  }

  /** An order that waits for no trigger. */
  public OrderIntent(
      String clientOrderId,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long quantity,
      long limitPrice) {
    this(clientOrderId, side, orderType, timeInForce, quantity, limitPrice, 0);
  }

  /** The order in whose place it stands. */
  public Optional<Replaced> replaced() {
    return Optional.ofNullable(replaces);
  }

  /** The same in the place of another. */
  public OrderIntent replacing(Replaced other) {
    return new OrderIntent(
        clientOrderId,
        side,
        orderType,
        timeInForce,
        quantity,
        limitPrice,
        triggerPrice,
        other,
        stop,
        quoteAmount);
  }

  /** The same with a second order, of which one cancels the other. */
  public OrderIntent with(StopLeg other) {
    return new OrderIntent(
        clientOrderId,
        side,
        orderType,
        timeInForce,
        quantity,
        limitPrice,
        triggerPrice,
        replaces,
        other,
        quoteAmount);
  }

  /** The same placed for an amount of quote; {@code quantity} is the most that it may trade. */
  public OrderIntent spending(long amount) {
    return new OrderIntent(
        clientOrderId,
        side,
        orderType,
        timeInForce,
        quantity,
        limitPrice,
        triggerPrice,
        replaces,
        stop,
        amount);
  }

  /** Whether the venue is told an amount of quote instead of a quantity. */
  public boolean byAmount() {
    return quoteAmount > 0;
  }

  /** The second order of a pair, as an order of its own. */
  public Optional<OrderIntent> second() {
    return Optional.ofNullable(stop)
        .map(
            leg ->
                new OrderIntent(
                    clientOrderId + SECOND,
                    side,
                    leg.orderType(),
                    TimeInForce.GTC,
                    quantity,
                    leg.limitPrice(),
                    leg.triggerPrice()));
  }

  /** The client order id of the first of a pair, from that of its second; empty for others. */
  public static Optional<String> firstOf(String clientOrderId) {
    return clientOrderId.endsWith(SECOND)
        ? Optional.of(clientOrderId.substring(0, clientOrderId.length() - SECOND.length()))
        : Optional.empty();
  }

  /** The order, and the second of a pair. */
  public List<OrderIntent> legs() {
    return Stream.concat(Stream.of(this), second().stream()).toList();
  }
}
