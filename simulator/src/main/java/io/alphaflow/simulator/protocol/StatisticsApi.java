package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.market.BestPrices;
import io.alphaflow.simulator.matching.SymbolSpec;
import io.alphaflow.simulator.playback.Tape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Klines, averages and 24-hour tickers, worked out from the public trades that have been made. */
final class StatisticsApi {

  private static final int DEFAULT_KLINES = 500;
  private static final int MOST_KLINES = 1_000;
  private static final int AVERAGE_MINUTES = 5;
  private static final long MINUTE_MICROS = 60_000_000L;
  private static final long DAY_MICROS = 24 * 60 * MINUTE_MICROS;

  private final Venue venue;

  StatisticsApi(Venue venue) {
    this.venue = venue;
  }

  /**
   * Klines by open time. Without {@code startTime} they are the newest; an interval without trades
   * repeats the price before it.
   */
  JsonNode klines(Call call) {
    Params params = call.params();
    Tape tape = tape(venue.symbol(params));
    KlineInterval interval = KlineInterval.parse(params.required("interval"));
    int limit = params.limit(DEFAULT_KLINES, MOST_KLINES);
    if (tape.made() == 0) {
      return Json.array();
    }
    long newest = interval.start(venue.playback().marketMicros());
    long first = interval.start(tape.recording().timeAt(0));
    long last = interval.start(Math.min(newest, params.time("endTime").orElse(Long.MAX_VALUE)));
    long from;
    if (params.time("startTime").isPresent()) {
      // From the first interval that begins at the time or after it.
      long start = params.time("startTime").getAsLong();
      long begun = interval.start(start);
      from = begun == start ? begun : begun + interval.micros();
    } else {
      from = last - (limit - 1L) * interval.micros();
    }
    from = Math.max(first, from);
    last = Math.min(last, from + (limit - 1L) * interval.micros());
    ArrayNode out = Json.array();
    for (long open = from; open <= last; open += interval.micros()) {
      out.add(kline(open, interval, sums(tape, open, open + interval.micros()), call.unit()));
    }
    return out;
  }

  private static ArrayNode kline(
      long open, KlineInterval interval, TradeSums sums, VenueTimeUnit unit) {
    return Json.array()
        .add(unit.of(open))
        .add(Json.amount(sums.open()))
        .add(Json.amount(sums.high()))
        .add(Json.amount(sums.low()))
        .add(Json.amount(sums.close()))
        .add(Json.amount(sums.volume()))
        .add(unit.of(open + interval.micros()) - 1)
        .add(Json.amount(sums.quoteVolume()))
        .add(sums.count())
        .add(Json.amount(sums.takerBuyVolume()))
        .add(Json.amount(sums.takerBuyQuote()))
        .add("0");
  }

  JsonNode averagePrice(Call call) {
    Tape tape = tape(venue.symbol(call.params()));
    long now = venue.playback().marketMicros();
    TradeSums sums = sums(tape, now - AVERAGE_MINUTES * MINUTE_MICROS, Long.MAX_VALUE);
    long closeTime = tape.made() == 0 ? now : tape.recording().timeAt(tape.made() - 1);
    return Json.object()
        .put("mins", AVERAGE_MINUTES)
        .put("price", Json.amount(sums.averagePrice()))
        .put("closeTime", call.unit().of(closeTime));
  }

  static int dayTickerWeight(Params params) {
    return params.text("symbol").isPresent() || params.text("symbols").isPresent() ? 2 : 80;
  }

  JsonNode dayTicker(Call call) {
    boolean mini = call.params().text("type").filter("MINI"::equals).isPresent();
    if (call.params().text("symbol").isPresent()) {
      return dayTicker(venue.symbol(call.params()), mini, call.unit());
    }
    List<SymbolSpec> symbols = venue.symbols(call.params());
    return Json.array(symbols, s -> dayTicker(s, mini, call.unit()));
  }

  private ObjectNode dayTicker(SymbolSpec symbol, boolean mini, VenueTimeUnit unit) {
    long now = venue.playback().marketMicros();
    Tape tape = tape(symbol);
    TradeSums day = sums(tape, now - DAY_MICROS, Long.MAX_VALUE);
    ObjectNode out = Json.object().put("symbol", symbol.symbol());
    if (!mini) {
      change(out, day, priceBefore(tape, now - DAY_MICROS));
      BestPrices best = venue.books().of(symbol.symbol()).best().orElse(new BestPrices(0, 0, 0, 0));
      out.put("lastQty", Json.amount(day.lastQuantity()))
          .put("bidPrice", Json.amount(best.bid()))
          .put("bidQty", Json.amount(best.bidQuantity()))
          .put("askPrice", Json.amount(best.ask()))
          .put("askQty", Json.amount(best.askQuantity()));
    }
    return out.put("openPrice", Json.amount(day.open()))
        .put("highPrice", Json.amount(day.high()))
        .put("lowPrice", Json.amount(day.low()))
        .put("lastPrice", Json.amount(day.close()))
        .put("volume", Json.amount(day.volume()))
        .put("quoteVolume", Json.amount(day.quoteVolume()))
        .put("openTime", unit.of(now - DAY_MICROS))
        .put("closeTime", unit.of(now))
        .put("firstId", day.firstId())
        .put("lastId", day.lastId())
        .put("count", day.count());
  }

  private static void change(ObjectNode out, TradeSums day, long priceBefore) {
    long change = day.close() - day.open();
    BigDecimal percent =
        day.open() == 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(change)
                .movePointRight(2)
                .divide(BigDecimal.valueOf(day.open()), 3, RoundingMode.HALF_UP);
    out.put("priceChange", Json.amount(change))
        .put("priceChangePercent", percent.setScale(3, RoundingMode.HALF_UP).toPlainString())
        .put("weightedAvgPrice", Json.amount(day.averagePrice()))
        .put("prevClosePrice", Json.amount(priceBefore));
  }

  /** The trades made from a time on and before another. */
  private static TradeSums sums(Tape tape, long fromMicros, long toMicros) {
    Recording recording = tape.recording();
    int made = tape.made();
    int from = recording.positionAtTime(fromMicros, made);
    TradeSums sums = new TradeSums(priceBefore(tape, fromMicros));
    for (int i = from; i < made && recording.timeAt(i) < toMicros; i++) {
      sums.add(recording.at(i));
    }
    return sums;
  }

  /** The price of the last good trade before a time; 0 when there was none. */
  private static long priceBefore(Tape tape, long timeMicros) {
    Recording recording = tape.recording();
    for (int i = recording.positionAtTime(timeMicros, tape.made()) - 1; i >= 0; i--) {
      long price = recording.at(i).price();
      if (price > 0) {
        return price;
      }
    }
    return 0;
  }

  private Tape tape(SymbolSpec symbol) {
    return venue.playback().tape(symbol.symbol());
  }
}
