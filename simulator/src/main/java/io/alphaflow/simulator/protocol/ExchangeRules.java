package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.VenueLimits;
import io.alphaflow.simulator.matching.SelfTradePrevention;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TradingStatus;
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
    names(out, "orderTypes", List.of("LIMIT", "LIMIT_MAKER", "MARKET"));
    out.put("icebergAllowed", false)
        .put("ocoAllowed", false)
        .put("otoAllowed", false)
        .put("opoAllowed", false)
        .put("quoteOrderQtyMarketAllowed", true)
        .put("allowTrailingStop", false)
        .put("cancelReplaceAllowed", false)
        .put("amendAllowed", false)
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
    out.addObject()
        .put("filterType", "NOTIONAL")
        .put("minNotional", Json.amount(spec.minNotional()))
        .put("applyMinToMarket", true)
        .put("maxNotional", Json.amount(Long.MAX_VALUE))
        .put("applyMaxToMarket", false)
        .put("avgPriceMins", 0);
    return out;
  }

  private static void names(ObjectNode out, String field, List<String> names) {
    ArrayNode array = out.putArray(field);
    names.forEach(array::add);
  }
}
