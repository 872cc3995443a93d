package io.alphaflow.simulator.protocol;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.Refusal;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads an order from a request, and says no in the venue's words. */
final class OrderRequest {

  private static final Pattern CLIENT_ID = Pattern.compile("[a-zA-Z0-9-_]{1,36}");

  private OrderRequest() {}

  /**
   * The order that a request asks for.
   *
   * @param generatedId makes a client order id when the request has none
   */
  static NewOrder read(Call call, SymbolSpec symbol, Supplier<String> generatedId) {
    Params params = call.params();
    Side side = constant(Side.class, params.required("side"), -1117, "Invalid side.");
    VenueOrderType type =
        constant(VenueOrderType.class, params.required("type"), -1116, "Invalid orderType.");
    if (type != VenueOrderType.LIMIT) {
      refuse(params, "timeInForce");
    }
    if (type == VenueOrderType.MARKET) {
      refuse(params, "price");
      requireOneQuantity(params);
    } else {
      refuse(params, "quoteOrderQty");
      params.required("quantity");
      params.required("price");
    }
    TimeInForce timeInForce =
        type == VenueOrderType.LIMIT
            ? constant(
                TimeInForce.class, params.required("timeInForce"), -1115, "Invalid timeInForce.")
            : TimeInForce.GTC;
    return new NewOrder(
        call.accountName(),
        symbol.symbol(),
        clientId(params, "newClientOrderId", generatedId),
        side,
        type,
        timeInForce,
        aboveZero(params, "quantity", "Invalid quantity."),
        aboveZero(params, "quoteOrderQty", "Invalid quote order quantity."),
        aboveZero(params, "price", "Invalid price."),
        selfTradePrevention(params),
        call.receivedWallMicros());
  }

  private static SelfTradePrevention selfTradePrevention(Params params) {
    return constant(
        SelfTradePrevention.class,
        params.text("selfTradePreventionMode").orElse(SelfTradePrevention.NONE.name()),
        -1013,
        "This symbol does not allow the specified self-trade prevention mode.");
  }

  /** A client order id that was sent, checked, or a generated one. */
  static String clientId(Params params, String name, Supplier<String> generatedId) {
    String id = params.text(name).orElseGet(generatedId);
    if (!CLIENT_ID.matcher(id).matches()) {
      throw ApiException.of(
          -1100,
          "Illegal characters found in parameter '"
              + name
              + "'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.");
    }
    return id;
  }

  /** The venue's answer to a refused order. */
  static ApiException refused(Refusal why) {
    return switch (why) {
      case LOT_SIZE, PRICE_FILTER, NOTIONAL -> ApiException.of(-1013, "Filter failure: " + why);
      case NO_MARKET -> ApiException.of(-2010, "Market is closed.");
      case DUPLICATE_ORDER -> ApiException.of(-2010, "Duplicate order sent.");
      case WOULD_TAKE -> ApiException.of(-2010, "Order would immediately match and take.");
      case INSUFFICIENT_BALANCE ->
          ApiException.of(-2010, "Account has insufficient balance for requested action.");
    };
  }

  private static void requireOneQuantity(Params params) {
    boolean base = params.text("quantity").isPresent();
    boolean quote = params.text("quoteOrderQty").isPresent();
    if (!base && !quote) {
      throw ApiException.of(
          -1102, "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!");
    }
    if (base && quote) {
      throw ApiException.of(-1128, "Combination of optional parameters invalid.");
    }
  }

  private static void refuse(Params params, String name) {
    if (params.text(name).isPresent()) {
      throw ApiException.of(-1106, "Parameter '" + name + "' sent when not required.");
    }
  }

  private static long aboveZero(Params params, String name, String message) {
    if (params.text(name).isPresent() && params.amount(name).orElseThrow() <= 0) {
      throw ApiException.of(-1013, message);
    }
    return params.amount(name).orElse(0);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String text, int code, String message) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw ApiException.of(code, message);
  }
}
