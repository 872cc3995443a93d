package io.alphaflow.simulator.protocol;

import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.market.BestPrices;
import io.alphaflow.simulator.market.Depth;
import io.alphaflow.simulator.market.DepthUpdate;
import io.alphaflow.simulator.market.MinuteKline;
import java.util.Arrays;

/**
 * Payloads of the market streams. Written as text at once: at tens of thousands in a second a tree
 * for each would be most of the work.
 */
public final class MarketFrames {

  private static final int USUAL_LENGTH = 192;

  private MarketFrames() {}

  /** The payload of {@code <symbol>@trade}; event time is the trade's own market time. */
  public static String trade(String symbol, MarketTrade trade, VenueTimeUnit unit) {
    long time = unit.of(trade.timeMicros());
    StringBuilder out = event("trade", time, symbol).append(",\"t\":").append(trade.id());
    amount(out, "p", trade.price());
    amount(out, "q", trade.quantity());
    return end(out, time, trade.buyerIsMaker());
  }

  /** The payload of {@code <symbol>@aggTrade}: each trade is an aggregate of its own. */
  public static String aggTrade(String symbol, MarketTrade trade, VenueTimeUnit unit) {
    long time = unit.of(trade.timeMicros());
    StringBuilder out = event("aggTrade", time, symbol).append(",\"a\":").append(trade.id());
    amount(out, "p", trade.price());
    amount(out, "q", trade.quantity());
    out.append(",\"f\":").append(trade.id()).append(",\"l\":").append(trade.id());
    return end(out, time, trade.buyerIsMaker());
  }

  /** The payload of {@code <symbol>@bookTicker}, which has neither type nor time. */
  public static String bookTicker(String symbol, long updateId, BestPrices best) {
    StringBuilder out =
        new StringBuilder(USUAL_LENGTH)
            .append("{\"u\":")
            .append(updateId)
            .append(",\"s\":\"")
            .append(symbol)
            .append('"');
    amount(out, "b", best.bid());
    amount(out, "B", best.bidQuantity());
    amount(out, "a", best.ask());
    amount(out, "A", best.askQuantity());
    return out.append('}').toString();
  }

  /** The payload of {@code <symbol>@depth} and {@code <symbol>@depth@100ms}. */
  public static String depth(
      String symbol, DepthUpdate update, long timeMicros, VenueTimeUnit unit) {
    StringBuilder out =
        event("depthUpdate", unit.of(timeMicros), symbol)
            .append(",\"U\":")
            .append(update.firstId())
            .append(",\"u\":")
            .append(update.lastId());
    levels(out, "b", update.bids());
    levels(out, "a", update.asks());
    return out.append('}').toString();
  }

  /** The payload of {@code <symbol>@depth5} and its like, which names neither symbol nor time. */
  public static String partialDepth(Depth depth, int most) {
    StringBuilder out =
        new StringBuilder(USUAL_LENGTH).append("{\"lastUpdateId\":").append(depth.lastUpdateId());
    levels(out, "bids", first(depth.bids(), most));
    levels(out, "asks", first(depth.asks(), most));
    return out.append('}').toString();
  }

  private static long[] first(long[] levels, int most) {
    return levels.length <= 2 * most ? levels : Arrays.copyOf(levels, 2 * most);
  }

  /** The payload of {@code <symbol>@kline_1m}. */
  public static String kline(
      String symbol, MinuteKline.Kline kline, long timeMicros, VenueTimeUnit unit) {
    long closeTime = kline.openTime() + MinuteKline.LENGTH_MICROS;
    StringBuilder out =
        event("kline", unit.of(timeMicros), symbol)
            .append(",\"k\":{\"t\":")
            .append(unit.of(kline.openTime()))
            .append(",\"T\":")
            .append(unit.of(closeTime) - 1)
            .append(",\"s\":\"")
            .append(symbol)
            .append("\",\"i\":\"1m\",\"f\":")
            .append(kline.firstTradeId())
            .append(",\"L\":")
            .append(kline.lastTradeId());
    amount(out, "o", kline.open());
    amount(out, "c", kline.close());
    amount(out, "h", kline.high());
    amount(out, "l", kline.low());
    amount(out, "v", kline.volume());
    out.append(",\"n\":").append(kline.trades()).append(",\"x\":").append(kline.closed());
    amount(out, "q", kline.quoteVolume());
    amount(out, "V", kline.takerBuyVolume());
    amount(out, "Q", kline.takerBuyQuote());
    return out.append(",\"B\":\"0\"}}").toString();
  }

  /** A payload as a combined stream wraps it. */
  public static String combined(String stream, String payload) {
    return new StringBuilder(stream.length() + payload.length() + 24)
        .append("{\"stream\":\"")
        .append(stream)
        .append("\",\"data\":")
        .append(payload)
        .append('}')
        .toString();
  }

  private static StringBuilder event(String type, long time, String symbol) {
    return new StringBuilder(USUAL_LENGTH)
        .append("{\"e\":\"")
        .append(type)
        .append("\",\"E\":")
        .append(time)
        .append(",\"s\":\"")
        .append(symbol)
        .append('"');
  }

  private static String end(StringBuilder out, long time, boolean buyerIsMaker) {
    return out.append(",\"T\":")
        .append(time)
        .append(",\"m\":")
        .append(buyerIsMaker)
        .append(",\"M\":true}")
        .toString();
  }

  private static void amount(StringBuilder out, String field, long value) {
    Json.append(out.append(",\"").append(field).append("\":\""), value).append('"');
  }

  private static void levels(StringBuilder out, String field, long[] levels) {
    out.append(",\"").append(field).append("\":[");
    for (int i = 0; i < levels.length; i += 2) {
      Json.append(out.append(i == 0 ? "[\"" : ",[\""), levels[i]).append("\",\"");
      Json.append(out, levels[i + 1]).append("\"]");
    }
    out.append(']');
  }
}
