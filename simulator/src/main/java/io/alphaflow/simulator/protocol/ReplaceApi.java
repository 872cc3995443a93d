package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.matching.Amendment;
import io.alphaflow.simulator.matching.Execution;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.OrderState;
import io.alphaflow.simulator.matching.PlaceResult;
import io.alphaflow.simulator.matching.Refusal;
import java.util.List;
import java.util.Optional;

/** Changing an order: by another one in its place, or by making it smaller where it stands. */
final class ReplaceApi {

  /** What happens to the new order when the old one cannot be cancelled. */
  private enum Mode {
    STOP_ON_FAILURE,
    ALLOW_FAILURE
  }

  /** What happens when the account has too many unfilled orders. */
  private enum RateLimitMode {
    DO_NOTHING,
    CANCEL_ONLY
  }

  /** One half of a cancel-replace. */
  private record Half(String result, JsonNode response) {

    static final Half NOT_ATTEMPTED = new Half("NOT_ATTEMPTED", Json.NODES.nullNode());

    static Half success(JsonNode response) {
      return new Half("SUCCESS", response);
    }

    static Half failure(ApiException why) {
      return new Half("FAILURE", why.json());
    }

    boolean succeeded() {
      return result.equals("SUCCESS");
    }
  }

  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int DEFAULT_AMENDMENTS = 500;
  private static final int MOST_AMENDMENTS = 1_000;

  private final OrderDesk desk;

  ReplaceApi(OrderDesk desk) {
    this.desk = desk;
  }

  /**
   * Cancels one order and places another. It is not one transaction: what succeeded stays.
   *
   * @throws ApiException when not both halves succeeded, with what became of each
   */
  JsonNode cancelReplace(Call call) {
    Params params = call.params();
    Mode mode =
        params.requiredConstant(
            Mode.class,
            "cancelReplaceMode",
            -1102,
            ApiException.missing("cancelReplaceMode").getMessage());
    boolean cancelAnyway =
        params
            .constant(
                RateLimitMode.class,
                "orderRateLimitExceededMode",
                -1130,
                "Data sent for parameter 'orderRateLimitExceededMode' is not valid.")
            .filter(m -> m == RateLimitMode.CANCEL_ONLY)
            .isPresent();
    NewOrder order = desk.read(call);
    OrderJson.Detail detail = OrderJson.Detail.of(params, order.type());
    String cancelId = OrderRequest.clientId(params, "cancelNewClientOrderId", desk::generateId);
    requireName(params);
    requireFilters(order);
    Optional<ApiException> full = room(order.account());
    if (full.isPresent() && !cancelAnyway) {
      throw full.get();
    }
    Half cancel = cancel(call, cancelId);
    Half placed =
        cancel.succeeded() || mode == Mode.ALLOW_FAILURE
            ? full.map(Half::failure).orElseGet(() -> place(call, order, detail))
            : notAttempted(order, full.isPresent());
    return answer(cancel, placed, full.isPresent() && mode == Mode.STOP_ON_FAILURE);
  }

  private static void requireName(Params params) {
    if (params.text("cancelOrderId").isEmpty()
        && params.text("cancelOrigClientOrderId").isEmpty()) {
      throw OrderDesk.oneOf("cancelOrigClientOrderId", "cancelOrderId");
    }
  }

  /** Filters are looked at before anything is done; the book's rules only when it is placed. */
  private void requireFilters(NewOrder order) {
    desk.engine()
        .check(order)
        .filter(Refusal::isFilter)
        .ifPresent(
            why -> {
              throw Refusals.ofPlacing(why);
            });
  }

  private Optional<ApiException> room(String account) {
    try {
      desk.requireRoom(account, 1);
      return Optional.empty();
    } catch (ApiException e) {
      return Optional.of(e);
    }
  }

  private Half cancel(Call call, String cancelId) {
    try {
      List<Execution> cancelled =
          desk.cancel(call, "cancelOrderId", "cancelOrigClientOrderId", cancelId);
      return Half.success(OrderListJson.cancelled(desk.engine(), cancelled, call.unit()));
    } catch (ApiException e) {
      return Half.failure(e);
    }
  }

  private Half place(Call call, NewOrder order, OrderJson.Detail detail) {
    try {
      PlaceResult.Accepted placed = desk.place(order);
      return Half.success(
          OrderJson.placed(placed.order(), placed.executions(), detail, call.unit()));
    } catch (ApiException e) {
      return Half.failure(e);
    }
  }

  /** It counts all the same, as the venue documents it. */
  private Half notAttempted(NewOrder order, boolean full) {
    if (!full) {
      desk.count(order.account(), 1);
    }
    return Half.NOT_ATTEMPTED;
  }

  private static JsonNode answer(Half cancel, Half placed, boolean tooMany) {
    ObjectNode data =
        Json.object().put("cancelResult", cancel.result()).put("newOrderResult", placed.result());
    data.set("cancelResponse", cancel.response());
    data.set("newOrderResponse", placed.response());
    if (cancel.succeeded() && placed.succeeded()) {
      return data;
    }
    boolean partly = cancel.succeeded() || placed.succeeded();
    int status = tooMany ? TOO_MANY : partly ? CONFLICT : BAD_REQUEST;
    throw partly
        ? ApiException.with(status, -2021, "Order cancel-replace partially failed.", data)
        : ApiException.with(status, -2022, "Order cancel-replace failed.", data);
  }

  /** Makes an order smaller; it keeps its place. */
  JsonNode amend(Call call) {
    Params params = call.params();
    long quantity = params.amount("newQty").orElseThrow(() -> ApiException.missing("newQty"));
    if (quantity <= 0) {
      throw ApiException.of(-1013, "Invalid quantity.");
    }
    String clientId = OrderRequest.clientId(params, "newClientOrderId", desk::generateId);
    OrderState order =
        desk.find(call, "orderId", "origClientOrderId")
            .orElseThrow(() -> Refusals.ofAmending(Refusal.UNKNOWN_ORDER));
    PlaceResult result = desk.commands().amend(order, clientId, quantity);
    if (result instanceof PlaceResult.Refused refused) {
      throw Refusals.ofAmending(refused.why());
    }
    List<Execution> events = ((PlaceResult.Accepted) result).executions();
    return OrderJson.amended(desk.engine(), events.get(0), call.unit());
  }

  /** Every amendment of one order. */
  JsonNode amendments(Call call) {
    Params params = call.params();
    String symbol = desk.venue().symbol(params).symbol();
    long orderId = params.whole("orderId").orElseThrow(() -> ApiException.missing("orderId"));
    long from = params.whole("fromExecutionId").orElse(0);
    List<Amendment> own =
        desk.engine().amendments(symbol).stream()
            .filter(a -> a.account().equals(call.accountName()) && a.orderId() == orderId)
            .filter(a -> a.executionId() >= from)
            .toList();
    int limit = params.limit(DEFAULT_AMENDMENTS, MOST_AMENDMENTS);
    return Json.array(Page.of(own, limit, true), a -> OrderJson.amendment(symbol, a, call.unit()));
  }
}
