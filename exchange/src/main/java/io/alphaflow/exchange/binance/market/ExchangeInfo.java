package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.binance.limits.RateLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The content of {@code GET /api/v3/exchangeInfo}. Binance lists thousands of symbols, so only the
 * wanted ones are looked at. A filter value of 0 means that the filter is off: it becomes the
 * finest grid or the widest bound.
 *
 * @param instruments the wanted ones that are listed
 * @param weightPerMinute the limit of request weight; 0 when none is stated
 */
record ExchangeInfo(Map<InstrumentId, Instrument> instruments, int weightPerMinute) {

  private static final ObjectMapper MAPPER = new ObjectMapper(JsonFields.FACTORY);
  private static final BigDecimal MAX = Fixed8.toBigDecimal(Long.MAX_VALUE);

  static ExchangeInfo read(String body, Collection<InstrumentId> wanted) throws IOException {
    Map<String, InstrumentId> byAssets =
        wanted.stream().collect(Collectors.toMap(InstrumentId::symbol, Function.identity()));
    Map<InstrumentId, Instrument> found = new LinkedHashMap<>();
    int weight = 0;
    try (JsonParser in = MAPPER.createParser(body)) {
      in.nextToken();
      JsonFields.expect(in, JsonToken.START_OBJECT, "an object");
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "rateLimits" -> weight = RateLimits.read(MAPPER.readTree(in)).weightPerMinute();
          case "symbols" -> symbols(in, byAssets, found);
          default -> in.skipChildren();
        }
      }
    }
    return new ExchangeInfo(found, weight);
  }

  private static void symbols(
      JsonParser in, Map<String, InstrumentId> byAssets, Map<InstrumentId, Instrument> found)
      throws IOException {
    JsonFields.expect(in, JsonToken.START_ARRAY, "an array in symbols");
    while (in.nextToken() != JsonToken.END_ARRAY) {
      JsonNode symbol = MAPPER.readTree(in);
      InstrumentId id =
          byAssets.get(
              symbol.path("baseAsset").asText() + "/" + symbol.path("quoteAsset").asText());
      if (id != null) {
        found.put(id, instrument(id, symbol));
      }
    }
  }

  static long readServerTime(String body) throws IOException {
    JsonNode time = MAPPER.readTree(body).path("serverTime");
    if (!time.isIntegralNumber()) {
      throw new IOException("serverTime must be a whole number, is \"" + time.asText() + "\"");
    }
    return time.asLong();
  }

  private static Instrument instrument(InstrumentId id, JsonNode symbol) throws IOException {
    JsonNode price = filter(symbol, "PRICE_FILTER");
    JsonNode lot = filter(symbol, "LOT_SIZE");
    JsonNode notional = filter(symbol, "NOTIONAL");
    if (notional.isMissingNode()) {
      notional = filter(symbol, "MIN_NOTIONAL");
    }
    return new Instrument(
        id.toString(),
        1,
        symbol.path("symbol").asText(),
        id.base(),
        id.quote(),
        value(symbol, price, "tickSize", 1),
        value(symbol, price, "minPrice", 0),
        value(symbol, price, "maxPrice", Long.MAX_VALUE),
        value(symbol, lot, "stepSize", 1),
        value(symbol, lot, "minQty", 0),
        value(symbol, lot, "maxQty", Long.MAX_VALUE),
        value(symbol, notional, "minNotional", 0),
        symbol.path("status").asText().equals("TRADING"),
        0,
        quoteStep(symbol));
  }

  /** Grid of {@code quoteOrderQty}, where orders may have it. */
  private static long quoteStep(JsonNode symbol) {
    boolean takes = symbol.path("quoteOrderQtyMarketAllowed").asBoolean();
    int decimals = symbol.path("quoteAssetPrecision").asInt(Fixed8.SCALE);
    return takes
        ? Fixed8.ofBigDecimal(BigDecimal.ONE.movePointLeft(Math.min(Fixed8.SCALE, decimals)))
        : 0;
  }

  private static JsonNode filter(JsonNode symbol, String type) {
    for (JsonNode filter : symbol.path("filters")) {
      if (filter.path("filterType").asText().equals(type)) {
        return filter;
      }
    }
    return MAPPER.missingNode();
  }

  private static long value(JsonNode symbol, JsonNode filter, String field, long off)
      throws IOException {
    if (filter.isMissingNode()) {
      return off;
    }
    try {
      BigDecimal value = new BigDecimal(filter.path(field).asText());
      if (value.signum() == 0) {
        return off;
      }
      return value.compareTo(MAX) > 0 ? Long.MAX_VALUE : Fixed8.ofBigDecimal(value);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IOException(
          symbol.path("symbol").asText()
              + ": "
              + filter.path("filterType").asText()
              + "."
              + field
              + " is \""
              + filter.path(field).asText()
              + "\", expected a decimal with at most 8 decimals",
          e);
    }
  }
}
