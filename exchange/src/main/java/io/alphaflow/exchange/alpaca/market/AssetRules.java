package io.alphaflow.exchange.alpaca.market;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import java.math.RoundingMode;

/**
 * Reads {@code GET /v2/assets}. Steps may be as fine as 1e-9: then a coarser one of 1e-8 is used,
 * which fits too. The answer says nothing of amounts of quote; all assets take them, of cents.
 */
final class AssetRules {

  private static final long CENT = Fixed8.ONE / 100;

  private AssetRules() {}

  static boolean isOf(InstrumentId id, JsonNode asset) {
    return asset.path("symbol").asText().equals(id.symbol());
  }

  static Instrument read(InstrumentId id, JsonNode asset) {
    return new Instrument(
        id.toString(),
        1,
        text(asset, "symbol"),
        id.base(),
        id.quote(),
        atLeast(asset, "price_increment"),
        0,
        Long.MAX_VALUE,
        atLeast(asset, "min_trade_increment"),
        atLeast(asset, "min_order_size"),
        Long.MAX_VALUE,
        0,
        asset.path("tradable").asBoolean() && text(asset, "status").equals("active"),
        0,
        CENT);
  }

  private static long atLeast(JsonNode asset, String field) {
    return decimal(asset, field, RoundingMode.UP);
  }
}
