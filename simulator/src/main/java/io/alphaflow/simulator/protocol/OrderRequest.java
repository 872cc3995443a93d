package io.alphaflow.simulator.protocol;

import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.TimeInForce;
import io.alphaflow.simulator.matching.NewOrder;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads orders from a request, and says no in the venue's words. */
final class OrderRequest {

  private static final Pattern CLIENT_ID = Pattern.compile("[a-zA-Z0-9-_]{1,36}");

  private final Call call;
  private final Params params;
  private final SymbolSpec symbol;
  private final Supplier<String> generatedId;
  private final Side side;

  /**
   * A request about to be read.
   *
   * @param generatedId makes a client order id when the request has none
   */
  OrderRequest(Call call, SymbolSpec symbol, Supplier<String> generatedId) {
    this.call = call;
    this.params = call.params();
    this.symbol = symbol;
    this.generatedId = generatedId;
    this.side = params.requiredConstant(Side.class, "side", -1117, "Invalid side.");
  }

  Side side() {
    return side;
  }

  /** The order by itself that the request asks for. */
  NewOrder single() {
    VenueOrderType type =
        params.requiredConstant(VenueOrderType.class, "type", -1116, "Invalid orderType.");
    if (type == VenueOrderType.MARKET) {
      requireOneQuantity();
    } else {
      params.refuse("quoteOrderQty");
      params.required("quantity");
    }
    return order(type, LegNames.SINGLE);
  }

  /** One order of a type, by the names that its parameters have. */
  NewOrder order(VenueOrderType type, LegNames names) {
    refuseWhatIsNotSupported(names);
    TimeInForce timeInForce = timeInForce(type, names);
    long price = price(type, names);
    long stopPrice = stopPrice(type, names);
    return new NewOrder(
        call.accountName(),
        symbol.symbol(),
        clientId(params, names.clientOrderId(), generatedId),
        side,
        type,
        timeInForce,
        aboveZero("quantity", "Invalid quantity."),
        aboveZero("quoteOrderQty", "Invalid quote order quantity."),
        price,
        stopPrice,
        iceberg(type, timeInForce, names),
        selfTradePrevention(),
        call.receivedWallMicros());
  }

  private void refuseWhatIsNotSupported(LegNames names) {
    if (params.text(names.trailingDelta()).isPresent()) {
      throw ApiException.of(-2010, "Trailing stop orders are not supported for this symbol.");
    }
    if (params.text("pegPriceType").isPresent()) {
      throw ApiException.of(-2010, "Pegged orders are not supported for this symbol.");
    }
  }

  private TimeInForce timeInForce(VenueOrderType type, LegNames names) {
    if (type.hasTimeInForce()) {
      return params.requiredConstant(
          TimeInForce.class, names.timeInForce(), -1115, "Invalid timeInForce.");
    }
    params.refuse(names.timeInForce());
    return TimeInForce.GTC;
  }

  private long price(VenueOrderType type, LegNames names) {
    if (!type.hasLimit()) {
      params.refuse(names.price());
      return 0;
    }
    params.required(names.price());
    return aboveZero(names.price(), "Invalid price.");
  }

  private long stopPrice(VenueOrderType type, LegNames names) {
    if (!type.isContingent()) {
      params.refuse(names.stopPrice());
      return 0;
    }
    if (params.text(names.stopPrice()).isEmpty()) {
      throw ApiException.of(
          -1102,
          "Param '"
              + names.stopPrice()
              + "' or '"
              + names.trailingDelta()
              + "' must be sent, but both were empty/null!");
    }
    return aboveZero(names.stopPrice(), "Invalid stopPrice.");
  }

  private long iceberg(VenueOrderType type, TimeInForce timeInForce, LegNames names) {
    String name = names.icebergQuantity();
    long quantity = params.amount(name).orElse(0);
    if (quantity == 0) {
      return 0;
    }
    if (!type.hasLimit()) {
      params.refuse(name);
    }
    if (timeInForce != TimeInForce.GTC) {
      throw names == LegNames.SINGLE
          ? ApiException.of(-1014, "Unsupported order combination.")
          : ApiException.of(
              -1160,
              "Parameter '"
                  + name
                  + "' is not supported if '"
                  + names.timeInForce()
                  + "' is not GTC.");
    }
    return quantity;
  }

  private SelfTradePrevention selfTradePrevention() {
    return params
        .constant(
            SelfTradePrevention.class,
            "selfTradePreventionMode",
            -1013,
            "This symbol does not allow the specified self-trade prevention mode.")
        .orElse(SelfTradePrevention.NONE);
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

  private void requireOneQuantity() {
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

  private long aboveZero(String name, String message) {
    long amount = params.amount(name).orElse(0);
    if (amount <= 0 && params.text(name).isPresent()) {
      throw ApiException.of(-1013, message);
    }
    return amount;
  }
}
