package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TopOfBook;
import io.alphaflow.simulator.playback.Tape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

/** Questions about the market that anybody may ask. They see only what playback has made so far. */
final class MarketDataApi {

  private static final int DEFAULT_TRADES = 500;
  private static final int MOST_TRADES = 1_000;
  private static final int DEFAULT_LEVELS = 100;
  private static final int MOST_LEVELS = 5_000;

  /** Writes one public trade. */
  @FunctionalInterface
  private interface TradeWriter {
    ObjectNode write(Recording tape, long id, VenueTimeUnit unit);
  }

  private final Venue venue;

  MarketDataApi(Venue venue) {
    this.venue = venue;
  }

  JsonNode ping(Call call) {
    return Json.object();
  }

  /** Wall time, not market time: requests are signed with it. */
  JsonNode time(Call call) {
    return Json.object().put("serverTime", call.unit().of(venue.wall().getAsLong()));
  }

  JsonNode exchangeInfo(Call call) {
    Optional<String> symbol = call.params().text("symbol");
    List<SymbolSpec> shown =
        symbol.map(s -> List.of(venue.listed(s))).orElseGet(() -> venue.engine().symbols());
    ObjectNode out =
        Json.object()
            .put("timezone", "UTC")
            .put("serverTime", call.unit().of(venue.wall().getAsLong()));
    out.set("rateLimits", ExchangeRules.limits(venue.limits().limits()));
    out.set("exchangeFilters", Json.array());
    out.set("symbols", Json.array(shown, ExchangeRules::symbol));
    return out;
  }

  static int depthWeight(Params params) {
    int limit = params.limit(DEFAULT_LEVELS, MOST_LEVELS);
    if (limit <= 100) {
      return 5;
    }
    if (limit <= 500) {
      return 25;
    }
    return limit <= 1_000 ? 50 : 250;
  }

  JsonNode depth(Call call) {
    String symbol = venue.symbol(call.params()).symbol();
    ObjectNode out = Json.object().put("lastUpdateId", venue.engine().bookUpdateId(symbol));
    ArrayNode bids = out.putArray("bids");
    ArrayNode asks = out.putArray("asks");
    venue
        .engine()
        .top(symbol)
        .ifPresent(
            top -> {
              bids.addArray().add(Json.amount(top.bid())).add(Json.amount(top.size()));
              asks.addArray().add(Json.amount(top.ask())).add(Json.amount(top.size()));
            });
    return out;
  }

  JsonNode trades(Call call) {
    return newest(call, MarketJson::trade);
  }

  JsonNode historicalTrades(Call call) {
    OptionalLong from = call.params().whole("fromId");
    return from.isPresent()
        ? page(call, from.getAsLong(), Long.MAX_VALUE, MarketJson::trade)
        : newest(call, MarketJson::trade);
  }

  JsonNode aggTrades(Call call) {
    Params params = call.params();
    OptionalLong from = params.whole("fromId");
    if (from.isPresent()) {
      return page(call, from.getAsLong(), Long.MAX_VALUE, MarketJson::aggTrade);
    }
    OptionalLong start = params.time("startTime");
    OptionalLong end = params.time("endTime");
    if (start.isEmpty() && end.isEmpty()) {
      return newest(call, MarketJson::aggTrade);
    }
    long first = firstIdFrom(tape(call), start.orElse(Long.MIN_VALUE));
    return page(call, first, end.orElse(Long.MAX_VALUE), MarketJson::aggTrade);
  }

  JsonNode tickerPrice(Call call) {
    return ticker(
        call,
        (symbol, top) ->
            Json.object().put("symbol", symbol).put("price", Json.amount(top.lastPrice())));
  }

  JsonNode bookTicker(Call call) {
    return ticker(
        call,
        (symbol, top) ->
            Json.object()
                .put("symbol", symbol)
                .put("bidPrice", Json.amount(top.bid()))
                .put("bidQty", Json.amount(top.size()))
                .put("askPrice", Json.amount(top.ask()))
                .put("askQty", Json.amount(top.size())));
  }

  static int tickerWeight(Params params) {
    return params.text("symbol").isPresent() ? 2 : 4;
  }

  private JsonNode ticker(Call call, BiFunction<String, TopOfBook, ObjectNode> writer) {
    Optional<String> one = call.params().text("symbol");
    if (one.isPresent()) {
      String symbol = venue.listed(one.get()).symbol();
      return writer.apply(symbol, venue.engine().top(symbol).orElse(new TopOfBook(0, 0, 0, 0)));
    }
    ArrayNode out = Json.array();
    for (SymbolSpec spec : venue.engine().symbols()) {
      venue.engine().top(spec.symbol()).ifPresent(top -> out.add(writer.apply(spec.symbol(), top)));
    }
    return out;
  }

  private Tape tape(Call call) {
    return venue.playback().tape(venue.symbol(call.params()).symbol());
  }

  private ArrayNode newest(Call call, TradeWriter writer) {
    Tape tape = tape(call);
    int limit = call.params().limit(DEFAULT_TRADES, MOST_TRADES);
    return page(call, tape.lastTradeId() - limit + 1, Long.MAX_VALUE, writer);
  }

  private ArrayNode page(Call call, long fromId, long untilMicros, TradeWriter writer) {
    Tape tape = tape(call);
    Recording recording = tape.recording();
    long first = Math.max(1, fromId);
    long end =
        Math.min(tape.lastTradeId(), first + call.params().limit(DEFAULT_TRADES, MOST_TRADES) - 1L);
    ArrayNode out = Json.array();
    for (long id = first; id <= end && recording.timeMicros(id) <= untilMicros; id++) {
      out.add(writer.write(recording, id, call.unit()));
    }
    return out;
  }

  private static long firstIdFrom(Tape tape, long micros) {
    long low = 1;
    long high = tape.lastTradeId() + 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (tape.recording().timeMicros(middle) < micros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
