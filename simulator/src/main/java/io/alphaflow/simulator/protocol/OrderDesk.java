package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.OrderStatus;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What the requests about orders share: finding, placing and cancelling, counted and told. */
final class OrderDesk {

  /** Which orders a cancel is meant for. */
  private enum CancelRestrictions {
    ONLY_NEW,
    ONLY_PARTIALLY_FILLED
  }

  private final Venue venue;
  private final VenueCommands commands;

  OrderDesk(VenueCommands commands) {
    this.venue = commands.venue();
    this.commands = commands;
  }

  Venue venue() {
    return venue;
  }

  MatchingEngine engine() {
    return venue.engine();
  }

  VenueCommands commands() {
    return commands;
  }

  /** An id for what the customer gave none. */
  String generateId() {
    return commands.generateId();
  }

  /** The order by itself that a request asks for. */
  NewOrder read(Call call) {
    SymbolSpec symbol = venue.symbol(call.params());
    return new OrderRequest(call, symbol, this::generateId).single();
  }

  void requireRoom(String account, int orders) {
    venue.limits().requireOrderRoom(account, orders, venue.wall().getAsLong());
  }

  void count(String account, int orders) {
    venue.limits().placed(account, orders, venue.wall().getAsLong());
  }

  /**
   * Places, counts and tells.
   *
   * @throws ApiException when it is refused
   */
  PlaceResult.Accepted place(NewOrder order) {
    PlaceResult result = commands.place(order);
    if (result instanceof PlaceResult.Refused refused) {
      throw Refusals.ofPlacing(refused.why());
    }
    return (PlaceResult.Accepted) result;
  }

  /**
   * Cancels the order that a request names.
   *
   * @param idName the parameter with the venue's id
   * @param clientIdName the parameter with the customer's id
   * @throws ApiException when there is no such order, it has ended, or it is not meant
   */
  List<Execution> cancel(Call call, String idName, String clientIdName, String cancelId) {
    Optional<CancelRestrictions> only =
        call.params()
            .constant(
                CancelRestrictions.class,
                "cancelRestrictions",
                -1145,
                "Invalid cancelRestrictions");
    OrderState order =
        find(call, idName, clientIdName)
            .filter(o -> o.status().isOpen())
            .orElseThrow(() -> ApiException.of(-2011, "Unknown order sent."));
    boolean meant =
        only.map(
                r ->
                    r == CancelRestrictions.ONLY_NEW
                        ? order.status() == OrderStatus.NEW
                        : order.status() == OrderStatus.PARTIALLY_FILLED)
            .orElse(true);
    if (!meant) {
      throw ApiException.of(-2011, "Order was not canceled due to cancel restrictions.");
    }
    return commands.cancel(order, cancelId);
  }

  /** The order that a request names by one id, or by both. */
  Optional<OrderState> find(Call call, String idName, String clientIdName) {
    String symbol = venue.symbol(call.params()).symbol();
    OptionalLong orderId = call.params().whole(idName);
    Optional<String> clientId = call.params().text(clientIdName);
    if (orderId.isEmpty()) {
      String id = clientId.orElseThrow(() -> oneOf(clientIdName, idName));
      return engine().order(call.accountName(), symbol, id);
    }
    Optional<OrderState> order = engine().order(call.accountName(), symbol, orderId.getAsLong());
    if (order.isPresent()
        && clientId.filter(c -> !c.equals(order.get().clientOrderId())).isPresent()) {
      throw ApiException.of(-2039, "Client order ID is not correct for this order ID.");
    }
    return order;
  }

  static ApiException oneOf(String name, String other) {
    return ApiException.of(
        -1102,
        String.format(
            Locale.ROOT,
            "Param '%s' or '%s' must be sent, but both were empty/null!",
            name,
            other));
  }
}
