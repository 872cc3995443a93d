package io.alphaflow.exchange.trading;

import io.alphaflow.common.model.OrderType;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A venue's rules about orders, as data: whoever places, repeats or looks for orders asks these
 * flags, never which venue it is.
 *
 * <p>What follows for an order whose outcome is unknown:
 *
 * <ul>
 *   <li>{@link #replayReturnsOriginal}: to send the same order again is safe and says what became
 *       of it, or places it now if it never arrived.
 *   <li>{@link #clientIdUniqueForever}: to send it again is safe too, but the answer is {@link
 *       SubmitResult.Unknown} when the first one arrived; then a query tells the rest.
 *   <li>Neither: it must never be sent again. It is asked for until it is found, or provably will
 *       never be there.
 * </ul>
 *
 * A query alone is safe at every venue.
 *
 * @param clientIdUniqueForever whether a client order id is refused also after its order has ended
 * @param replayReturnsOriginal whether sending an order again returns the first instead of placing
 *     a second
 * @param lookupByClientId whether the venue has a query by client order id; otherwise {@link
 *     TradingSession#resolve} searches lists, which may lag more
 * @param requestsExpire whether a signed request is void after the time that the venue or we set;
 *     otherwise one that is on its way may arrive at any later time
 * @param fillsOnStream whether user events carry fills; otherwise they say how much is filled, and
 *     the fills must be asked for
 * @param selfTradePreventionModes whether {@link NewOrder#selfTradePrevention} counts; otherwise
 *     the venue prevents self-trades by a rule of its own
 * @param maxClientIdLength longest client order id
 * @param orderTypes what can be placed
 * @param limitTimesInForce of limit orders
 * @param replaces whether {@link TradingSession#replace} puts an order in the place of another in
 *     one request, and only of one that nothing of is filled
 * @param amends whether {@link TradingSession#amend} makes an order smaller where it stands, and
 *     every view of an order says what it is for
 * @param pairs whether two orders of which one cancels the other are placed in one request
 * @param amounts whether a purchase at the market may be for an amount of quote instead of a
 *     quantity; where it may, {@link OrderStatus#FILLED} says that it is complete
 */
public record VenueCapabilities(
    boolean clientIdUniqueForever,
    boolean replayReturnsOriginal,
    boolean lookupByClientId,
    boolean requestsExpire,
    boolean fillsOnStream,
    boolean selfTradePreventionModes,
    int maxClientIdLength,
    Set<OrderType> orderTypes,
    Set<TimeInForce> limitTimesInForce,
    boolean replaces,
    boolean amends,
    boolean pairs,
    boolean amounts) {

  /**
   * Of a venue where one order after the other has to be asked for, none becomes smaller, none
   * cancels another and each is for a quantity.
   */
  public VenueCapabilities(
      boolean clientIdUniqueForever,
      boolean replayReturnsOriginal,
      boolean lookupByClientId,
      boolean requestsExpire,
      boolean fillsOnStream,
      boolean selfTradePreventionModes,
      int maxClientIdLength,
      Set<OrderType> orderTypes,
      Set<TimeInForce> limitTimesInForce) {
    this(
        clientIdUniqueForever,
        replayReturnsOriginal,
        lookupByClientId,
        requestsExpire,
        fillsOnStream,
        selfTradePreventionModes,
        maxClientIdLength,
        orderTypes,
        limitTimesInForce,
        false,
        false,
        false,
        false);
  }

  /** The same of a venue where a purchase at the market may be for an amount of quote. */
  public VenueCapabilities withAmounts() {
    return new VenueCapabilities(
        clientIdUniqueForever,
        replayReturnsOriginal,
        lookupByClientId,
        requestsExpire,
        fillsOnStream,
        selfTradePreventionModes,
        maxClientIdLength,
        orderTypes,
        limitTimesInForce,
        replaces,
        amends,
        pairs,
        true);
  }

  /** Copies the sets. */
  public VenueCapabilities {
    orderTypes = Set.copyOf(orderTypes);
    limitTimesInForce = Set.copyOf(limitTimesInForce);
  }

  /** Those rules about repeated orders, and otherwise what Binance Spot can do. */
  public VenueCapabilities(
      boolean clientIdUniqueForever, boolean replayReturnsOriginal, boolean lookupByClientId) {
    this(
        clientIdUniqueForever,
        replayReturnsOriginal,
        lookupByClientId,
        true,
        true,
        true,
        36,
        EnumSet.allOf(OrderType.class),
        EnumSet.allOf(TimeInForce.class),
        true,
        true,
        true,
        true);
  }

  /** Whether an order whose outcome is unknown may be sent once more without becoming two. */
  public boolean mayReplay() {
    return replayReturnsOriginal || clientIdUniqueForever;
  }

  /** Why the venue cannot take an order, in a sentence; empty when it can. */
  public Optional<String> refusal(NewOrder order) {
    if (order.clientOrderId().isEmpty() || order.clientOrderId().length() > maxClientIdLength) {
      return Optional.of("the client order id must have 1 to " + maxClientIdLength + " characters");
    }
    if (!orderTypes.contains(order.orderType())) {
      return Optional.of("the venue has no " + order.orderType() + " orders");
    }
    if (order.orderType().hasTimeInForce() && !limitTimesInForce.contains(order.timeInForce())) {
      return Optional.of("the venue has no limit orders " + order.timeInForce());
    }
    if (order.byAmount()
        && !(amounts && order.orderType() == OrderType.MARKET && order.side() == Side.BUY)) {
      return Optional.of(
          "the venue has no orders %s %s by an amount of quote"
              .formatted(order.orderType(), order.side()));
    }
    return Optional.empty();
  }
}
