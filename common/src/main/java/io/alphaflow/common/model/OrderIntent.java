package io.alphaflow.common.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alphaflow.common.json.Decimal8;
import io.alphaflow.common.json.OptionalDecimal8;
import java.util.Optional;

/**
 * The exact order that a decision approved: on the instrument's grid, ready to be sent.
 *
 * @param clientOrderId derived from the decision's identity, at most 36 of {@code [A-Za-z0-9_-]}
 * @param side buy or sell
 * @param orderType how it meets the market
 * @param timeInForce of a limit order; GTC for others
 * @param quantity base, units of 1e-8
 * @param limitPrice units of 1e-8; 0 without one
 * @param triggerPrice units of 1e-8; 0 without one
 * @param replaces the order in whose place it stands; null for none, see {@link #replaced}
 */
public record OrderIntent(
    String clientOrderId,
    Side side,
    OrderType orderType,
    TimeInForce timeInForce,
    @Decimal8 long quantity,
    @Decimal8 long limitPrice,
    @OptionalDecimal8 long triggerPrice,
    @JsonInclude(JsonInclude.Include.NON_NULL) Replaced replaces) {

  /** An order that stands in no other's place. */
  public OrderIntent(
      String clientOrderId,
      Side side,
      OrderType orderType,
      TimeInForce timeInForce,
      long quantity,
      long limitPrice,
      long triggerPrice) {
    this(clientOrderId, side, orderType, timeInForce, quantity, limitPrice, triggerPrice, null);
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
        clientOrderId, side, orderType, timeInForce, quantity, limitPrice, triggerPrice, other);
  }
}
