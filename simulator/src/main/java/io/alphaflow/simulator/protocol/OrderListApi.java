package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.Side;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.MatchingEngine;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.NewOrderPair;
import io.alphaflow.simulator.matching.OrderListState;
import io.alphaflow.simulator.matching.PairResult;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Pairs of orders of which one cancels the other (OCO). */
final class OrderListApi {

  private static final int DEFAULT_LISTS = 500;
  private static final int MOST_LISTS = 1_000;
  private static final int ORDERS = 2;

  private final OrderDesk desk;

  OrderListApi(OrderDesk desk) {
    this.desk = desk;
  }

  /** Places a pair by an order above and an order below the market. */
  JsonNode oco(Call call) {
    Params params = call.params();
    SymbolSpec symbol = desk.venue().symbol(params);
    OrderRequest request = new OrderRequest(call, symbol, desk::generateId);
    params.required("quantity");
    VenueOrderType above = type(params, "aboveType");
    VenueOrderType below = type(params, "belowType");
    requirePlaces(request.side(), above, below);
    NewOrder upper = request.order(above, LegNames.ABOVE);
    NewOrder lower = request.order(below, LegNames.BELOW);
    return place(call, above.isStopLoss() ? upper : lower, above.isStopLoss() ? lower : upper);
  }

  /** The older request: a limit order and a stop loss. */
  JsonNode oldOco(Call call) {
    Params params = call.params();
    SymbolSpec symbol = desk.venue().symbol(params);
    OrderRequest request = new OrderRequest(call, symbol, desk::generateId);
    params.required("quantity");
    params.required("price");
    params.required("stopPrice");
    NewOrder limit = request.order(VenueOrderType.LIMIT_MAKER, LegNames.OLD_LIMIT);
    boolean stopHasLimit = params.text("stopLimitPrice").isPresent();
    NewOrder stop =
        request.order(
            stopHasLimit ? VenueOrderType.STOP_LOSS_LIMIT : VenueOrderType.STOP_LOSS,
            LegNames.OLD_STOP);
    return place(call, stop, limit);
  }

  private static VenueOrderType type(Params params, String name) {
    VenueOrderType type =
        params.requiredConstant(VenueOrderType.class, name, -1116, "Invalid orderType.");
    if (type == VenueOrderType.LIMIT || type == VenueOrderType.MARKET) {
      throw ApiException.of(-1158, "Order type not supported in OCO.");
    }
    return type;
  }

  /** One of both must be a stop loss, on the side where the market would be going against it. */
  private static void requirePlaces(Side side, VenueOrderType above, VenueOrderType below) {
    if (above == VenueOrderType.LIMIT_MAKER && below == VenueOrderType.LIMIT_MAKER) {
      throw ApiException.of(-1168, "At least one OCO order must be contingent.");
    }
    VenueOrderType losing = side == Side.SELL ? above : below;
    VenueOrderType winning = side == Side.SELL ? below : above;
    if (losing.isStopLoss()) {
      throw side == Side.SELL
          ? ApiException.of(-1197, "A stop loss order in a sell OCO must be below.")
          : ApiException.of(-1196, "A stop loss order in a buy OCO must be above.");
    }
    if (winning == VenueOrderType.LIMIT_MAKER) {
      throw side == Side.SELL
          ? ApiException.of(-1166, "A limit order in a sell OCO must be above.")
          : ApiException.of(-1165, "A limit order in a buy OCO must be below.");
    }
    if (!winning.isStopLoss()) {
      throw side == Side.SELL
          ? ApiException.of(-1199, "A take profit order in a sell OCO must be above.")
          : ApiException.of(-1198, "A take profit order in a buy OCO must be below.");
    }
  }

  private JsonNode place(Call call, NewOrder stop, NewOrder other) {
    String listId = OrderRequest.clientId(call.params(), "listClientOrderId", desk::generateId);
    OrderJson.Detail detail = OrderJson.Detail.of(call.params(), stop.type());
    desk.requireRoom(stop.account(), ORDERS);
    PairResult result = desk.commands().place(new NewOrderPair(listId, stop, other));
    if (result instanceof PairResult.Refused refused) {
      throw Refusals.ofPlacing(refused.why());
    }
    PairResult.Accepted placed = (PairResult.Accepted) result;
    return OrderListJson.placed(desk.engine(), placed, detail, call.unit());
  }

  /** Cancels both orders of a list. */
  JsonNode cancel(Call call) {
    String symbol = desk.venue().symbol(call.params()).symbol();
    String cancelId = OrderRequest.clientId(call.params(), "newClientOrderId", desk::generateId);
    OrderListState list =
        find(call, "listClientOrderId")
            .filter(l -> l.open() && l.symbol().equals(symbol))
            .orElseThrow(() -> ApiException.of(-2011, "Unknown order sent."));
    MatchingEngine engine = desk.engine();
    List<Execution> cancelled =
        list.orderIds().stream()
            .map(id -> engine.order(list.account(), symbol, id).orElseThrow())
            .filter(o -> o.status().isOpen())
            .findFirst()
            .map(o -> desk.commands().cancel(o, cancelId))
            .orElseThrow();
    return OrderListJson.cancelled(engine, cancelled, call.unit());
  }

  JsonNode status(Call call) {
    OrderListState list =
        find(call, "origClientOrderId")
            .orElseThrow(() -> ApiException.of(-2018, "Order list does not exist."));
    return OrderListJson.list(desk.engine(), list, call.unit());
  }

  private Optional<OrderListState> find(Call call, String clientIdName) {
    OptionalLong id = call.params().whole("orderListId");
    Optional<String> clientId = call.params().text(clientIdName);
    if (id.isEmpty()) {
      return desk.engine()
          .orderList(
              call.accountName(),
              clientId.orElseThrow(() -> OrderDesk.oneOf(clientIdName, "orderListId")));
    }
    return desk.engine()
        .orderList(call.accountName(), id.getAsLong())
        .filter(l -> clientId.map(c -> c.equals(l.listClientOrderId())).orElse(true));
  }

  JsonNode all(Call call) {
    Params params = call.params();
    params.requireOneDay();
    OptionalLong fromId = params.whole("fromId");
    OptionalLong start = params.time("startTime");
    OptionalLong end = params.time("endTime");
    if (fromId.isPresent() && (start.isPresent() || end.isPresent())) {
      throw ApiException.of(-1128, "Combination of optional parameters invalid.");
    }
    List<OrderListState> own =
        own(call).stream()
            .filter(l -> l.orderListId() >= fromId.orElse(0))
            .filter(l -> l.transactionMicros() >= start.orElse(Long.MIN_VALUE))
            .filter(l -> l.transactionMicros() <= end.orElse(Long.MAX_VALUE))
            .toList();
    boolean oldestFirst = fromId.isPresent() || start.isPresent();
    int limit = params.limit(DEFAULT_LISTS, MOST_LISTS);
    return Json.array(
        Page.of(own, limit, oldestFirst), l -> OrderListJson.list(desk.engine(), l, call.unit()));
  }

  JsonNode open(Call call) {
    return Json.array(
        own(call).stream().filter(OrderListState::open).toList(),
        l -> OrderListJson.list(desk.engine(), l, call.unit()));
  }

  private List<OrderListState> own(Call call) {
    return desk.engine().orderLists().stream()
        .filter(l -> l.account().equals(call.accountName()))
        .toList();
  }
}
