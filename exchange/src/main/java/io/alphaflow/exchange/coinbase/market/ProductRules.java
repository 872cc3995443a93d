package io.alphaflow.exchange.coinbase.market;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;

/** Reads {@code GET /market/products/ID}. */
final class ProductRules {

  private ProductRules() {}

  static Instrument read(InstrumentId id, JsonNode json) {
    String base = text(json, "base_currency_id");
    String quote = text(json, "quote_currency_id");
    if (!base.equals(id.base()) || !quote.equals(id.quote())) {
      throw new IllegalArgumentException("the product is of " + base + " and " + quote);
    }
    return new Instrument(
        id.toString(),
        1,
        text(json, "product_id"),
        base,
        quote,
        decimal(json, json.has("price_increment") ? "price_increment" : "quote_increment"),
        0,
        Long.MAX_VALUE,
        decimal(json, "base_increment"),
        decimal(json, "base_min_size"),
        decimal(json, "base_max_size"),
        decimal(json, "quote_min_size"),
        isTrading(json),
        0,
        decimal(json, "quote_increment"));
  }

  private static boolean isTrading(JsonNode json) {
    return text(json, "status").equals("online")
        && !json.path("is_disabled").asBoolean()
        && !json.path("trading_disabled").asBoolean()
        && !json.path("cancel_only").asBoolean()
        && !json.path("view_only").asBoolean()
        && !json.path("auction_mode").asBoolean();
  }
}
