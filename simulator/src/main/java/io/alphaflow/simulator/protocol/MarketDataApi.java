package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.capture.AggregateTrade;
import io.alphaflow.simulator.faults.Fault;
import io.alphaflow.simulator.faults.FaultRule;
import io.alphaflow.simulator.faults.MarketFaults;
import io.alphaflow.simulator.market.BestPrices;
import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.matching.TopOfBook;
import io.alphaflow.simulator.playback.Tape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Questions about the market that anybody may ask. They see only what playback has made so far. */
final class MarketDataApi {

  private static final int DEFAULT_TRADES = 500;
  private static final int MOST_TRADES = 1_000;
  private static final int DEFAULT_LEVELS = 100;
  private static final int MOST_LEVELS = 5_000;

  private final Venue venue;

  MarketDataApi(Venue venue) {
    this.venue = venue;
  }

  JsonNode ping(Call call) {
    return Json.object();
  }

  /** Wall time, not market time: requests are signed with it. */
  JsonNode time(Call call) {
    long now = venue.wall().getAsLong() + venue.faults().clockSkewMicros();
    return Json.object().put("serverTime", call.unit().of(now));
  }

  JsonNode exchangeInfo(Call call) {
    List<SymbolSpec> shown = venue.symbols(call.params());
    ObjectNode out =
        Json.object()
            .put("timezone", "UTC")
            .put("serverTime", call.unit().of(venue.wall().getAsLong()));
    out.set("rateLimits", ExchangeRules.limits(venue.limits().limits()));
    out.set("exchangeFilters", Json.array());
    out.set(
        "symbols",
        Json.array(shown, s -> ExchangeRules.symbol(s, venue.engine().status(s.symbol()))));
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
    Depth depth = venue.books().of(symbol).depth(venue.faults().depthUpdatesAgo());
    int limit = call.params().limit(DEFAULT_LEVELS, MOST_LEVELS);
    ObjectNode out = Json.object().put("lastUpdateId", depth.lastUpdateId());
    MarketJson.levels(out.putArray("bids"), depth.bids(), limit);
    MarketJson.levels(out.putArray("asks"), depth.asks(), limit);
    return out;
  }

  JsonNode trades(Call call) {
    int made = tape(call).made();
    return trades(call, made - limit(call));
  }

  JsonNode historicalTrades(Call call) {
    OptionalLong from = call.params().whole("fromId");
    return from.isPresent()
        ? trades(call, tape(call).recording().positionFrom(keptFrom(call, from.getAsLong())))
        : trades(call);
  }

  private JsonNode trades(Call call, int from) {
    Tape tape = tape(call);
    ArrayNode out = Json.array();
    int end = Math.min(tape.made(), Math.max(0, from) + limit(call));
    for (int i = Math.max(0, from); i < end; i++) {
      out.add(MarketJson.trade(tape.recording().at(i), call.unit()));
    }
    return out;
  }

  JsonNode aggTrades(Call call) {
    Params params = call.params();
    Tape tape = tape(call);
    int made = tape.aggregatesMade();
    OptionalLong fromId = params.whole("fromId");
    OptionalLong start = params.time("startTime");
    OptionalLong end = params.time("endTime");
    int from;
    if (fromId.isPresent()) {
      long wanted = fromId.getAsLong();
      from = keptAggregate(call, first(made, i -> tape.aggregateAt(i).id() >= wanted));
    } else if (start.isPresent() || end.isPresent()) {
      long earliest = start.orElse(Long.MIN_VALUE);
      from = keptAggregate(call, first(made, i -> tape.aggregateAt(i).timeMicros() >= earliest));
    } else {
      from = Math.max(0, made - limit(call));
    }
    long latest = fromId.isPresent() ? Long.MAX_VALUE : end.orElse(Long.MAX_VALUE);
    ArrayNode out = Json.array();
    for (int i = from; i < Math.min(made, from + limit(call)); i++) {
      AggregateTrade trade = tape.aggregateAt(i);
      if (trade.timeMicros() > latest) {
        break;
      }
      out.add(MarketJson.aggTrade(trade, call.unit()));
    }
    return out;
  }

  private int keptAggregate(Call call, int from) {
    Tape tape = tape(call);
    int made = tape.aggregatesMade();
    if (from >= made) {
      return from;
    }
    long wanted = tape.aggregateAt(from).firstTradeId();
    long kept = keptFrom(call, wanted);
    return kept == wanted ? from : first(made, i -> tape.aggregateAt(i).firstTradeId() >= kept);
  }

  /** The trade id from which trades can be had, when those from another id are wanted. */
  private long keptFrom(Call call, long wanted) {
    Tape tape = tape(call);
    Optional<FaultRule> limit = venue.faults().oldTrades(tape.symbol());
    if (limit.isEmpty() || tape.made() == 0) {
      return wanted;
    }
    long kept = MarketFaults.firstKept(limit.get(), tape.recording().idAt(tape.made() - 1));
    if (wanted >= kept || kept <= tape.recording().idAt(0)) {
      return wanted;
    }
    venue.faults().happened(Fault.OLD_TRADES);
    if (limit.get().details().refuses()) {
      throw ApiException.of(-1130, "Data sent for parameter 'fromId' is not valid.");
    }
    return kept;
  }

  private static int limit(Call call) {
    return call.params().limit(DEFAULT_TRADES, MOST_TRADES);
  }

  /** The first position for which something holds that holds for all after it, else the end. */
  private static int first(int end, IntPredicate holds) {
    int low = 0;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  JsonNode tickerPrice(Call call) {
    return ticker(
        call,
        symbol ->
            Json.object()
                .put("symbol", symbol)
                .put(
                    "price",
                    Json.amount(venue.engine().top(symbol).map(TopOfBook::lastPrice).orElse(0L))));
  }

  JsonNode bookTicker(Call call) {
    return ticker(
        call,
        symbol -> {
          BestPrices best = venue.books().of(symbol).best().orElse(new BestPrices(0, 0, 0, 0));
          return Json.object()
              .put("symbol", symbol)
              .put("bidPrice", Json.amount(best.bid()))
              .put("bidQty", Json.amount(best.bidQuantity()))
              .put("askPrice", Json.amount(best.ask()))
              .put("askQty", Json.amount(best.askQuantity()));
        });
  }

  static int tickerWeight(Params params) {
    return params.text("symbol").isPresent() ? 2 : 4;
  }

  /** One symbol, or all that have traded. */
  private JsonNode ticker(Call call, Function<String, ObjectNode> writer) {
    Optional<String> one = call.params().text("symbol");
    if (one.isPresent()) {
      return writer.apply(venue.listed(one.get()).symbol());
    }
    ArrayNode out = Json.array();
    for (SymbolSpec spec : venue.symbols(call.params())) {
      if (venue.engine().top(spec.symbol()).isPresent()) {
        out.add(writer.apply(spec.symbol()));
      }
    }
    return out;
  }

  private Tape tape(Call call) {
    return venue.playback().tape(venue.symbol(call.params()).symbol());
  }
}
