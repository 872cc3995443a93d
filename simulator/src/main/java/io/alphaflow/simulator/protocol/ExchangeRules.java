package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.SymbolLimits;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
import io.alphaflow.simulator.matching.VenueOrderType;
import java.util.List;
import java.util.stream.Stream;

/** The venue's rules as {@code exchangeInfo} tells them. */
final class ExchangeRules {

  private static final int DECIMALS = 8;

  private ExchangeRules() {}

  static ArrayNode limits(VenueLimits limits) {
    ArrayNode out = Json.array();
    out.add(limit("REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute()));
    out.add(limit("ORDERS", "SECOND", 10, limits.ordersPer10Seconds()));
    out.add(limit("ORDERS", "DAY", 1, limits.ordersPerDay()));
    return out;
  }

  static ObjectNode limit(String type, String interval, int intervals, int limit) {
    return Json.object()
        .put("rateLimitType", type)
        .put("interval", interval)
        .put("intervalNum", intervals)
        .put("limit", limit);
  }

  static ObjectNode symbol(SymbolSpec spec, TradingStatus status) {
    ObjectNode out =
        Json.object()
            .put("symbol", spec.symbol())
            .put("status", status.name())
            .put("baseAsset", spec.base())
            .put("baseAssetPrecision", DECIMALS)
            .put("quoteAsset", spec.quote())
            .put("quotePrecision", DECIMALS)
            .put("quoteAssetPrecision", DECIMALS)
            .put("baseCommissionPrecision", DECIMALS)
            .put("quoteCommissionPrecision", DECIMALS);
    names(
        out,
        "orderTypes",
        Stream.of(VenueOrderType.values()).map(VenueOrderType::name).sorted().toList());
    out.put("icebergAllowed", true)
        .put("ocoAllowed", true)
        .put("otoAllowed", false)
        .put("opoAllowed", false)
        .put("quoteOrderQtyMarketAllowed", true)
        .put("allowTrailingStop", false)
        .put("cancelReplaceAllowed", true)
        .put("amendAllowed", true)
        .put("pegInstructionsAllowed", false)
        .put("isSpotTradingAllowed", true)
        .put("isMarginTradingAllowed", false);
    out.set("filters", filters(spec));
    out.set("permissions", Json.array());
    out.putArray("permissionSets").addArray().add("SPOT");
    out.put("defaultSelfTradePreventionMode", SelfTradePrevention.NONE.name());
    names(
        out,
        "allowedSelfTradePreventionModes",
        Stream.of(SelfTradePrevention.values()).map(SelfTradePrevention::name).toList());
    return out;
  }

  private static ArrayNode filters(SymbolSpec spec) {
    ArrayNode out = Json.array();
    out.addObject()
        .put("filterType", "PRICE_FILTER")
        .put("minPrice", Json.amount(spec.tickSize()))
        .put("maxPrice", Json.amount(spec.maxPrice()))
        .put("tickSize", Json.amount(spec.tickSize()));
    out.addObject()
        .put("filterType", "LOT_SIZE")
        .put("minQty", Json.amount(spec.minQuantity()))
        .put("maxQty", Json.amount(spec.maxQuantity()))
        .put("stepSize", Json.amount(spec.stepSize()));
    SymbolLimits limits = spec.limits();
    filter(out, "ICEBERG_PARTS").put("limit", limits.icebergParts());
    filter(out, "MARKET_LOT_SIZE")
        .put("minQty", Json.amount(spec.minQuantity()))
        .put("maxQty", Json.amount(spec.maxMarketQuantity()))
        .put("stepSize", Json.amount(spec.stepSize()));
    filter(out, "PERCENT_PRICE_BY_SIDE")
        .put("bidMultiplierUp", Json.amount(limits.multiplierUp()))
        .put("bidMultiplierDown", Json.amount(limits.multiplierDown()))
        .put("askMultiplierUp", Json.amount(limits.multiplierUp()))
        .put("askMultiplierDown", Json.amount(limits.multiplierDown()))
        .put("avgPriceMins", 0);
    filter(out, "NOTIONAL")
        .put("minNotional", Json.amount(spec.minNotional()))
        .put("applyMinToMarket", true)
        .put("maxNotional", Json.amount(limits.maxNotional()))
        .put("applyMaxToMarket", false)
        .put("avgPriceMins", 0);
    if (limits.maxPosition() > 0) {
      filter(out, "MAX_POSITION").put("maxPosition", Json.amount(limits.maxPosition()));
    }
    filter(out, "MAX_NUM_ORDERS").put("maxNumOrders", limits.maxOrders());
    filter(out, "MAX_NUM_ORDER_LISTS").put("maxNumOrderLists", limits.maxOrderLists());
    filter(out, "MAX_NUM_ALGO_ORDERS").put("maxNumAlgoOrders", limits.maxAlgoOrders());
    filter(out, "MAX_NUM_ICEBERG_ORDERS").put("maxNumIcebergOrders", limits.maxIcebergOrders());
    filter(out, "MAX_NUM_ORDER_AMENDS").put("maxNumOrderAmends", limits.maxAmends());
    return out;
  }

  private static ObjectNode filter(ArrayNode filters, String type) {
    return filters.addObject().put("filterType", type);
  }

  private static void names(ObjectNode out, String field, List<String> names) {
    ArrayNode array = out.putArray(field);
    names.forEach(array::add);
  }
}
