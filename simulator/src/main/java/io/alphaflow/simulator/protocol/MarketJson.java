package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.MarketTrade;
import io.alphaflow.simulator.capture.AggregateTrade;
import java.math.RoundingMode;

/** Public trades and the book, for answers to requests. */
final class MarketJson {

  private MarketJson() {}

  static ObjectNode trade(MarketTrade trade, VenueTimeUnit unit) {
    long quote = Fixed8.multiply(trade.price(), trade.quantity(), RoundingMode.HALF_UP);
    return Json.object()
        .put("id", trade.id())
        .put("price", Json.amount(trade.price()))
        .put("qty", Json.amount(trade.quantity()))
        .put("quoteQty", Json.amount(quote))
        .put("time", unit.of(trade.timeMicros()))
        .put("isBuyerMaker", trade.buyerIsMaker())
        .put("isBestMatch", true);
  }

  static ObjectNode aggTrade(AggregateTrade trade, VenueTimeUnit unit) {
    return Json.object()
        .put("a", trade.id())
        .put("p", Json.amount(trade.price()))
        .put("q", Json.amount(trade.quantity()))
        .put("f", trade.firstTradeId())
        .put("l", trade.lastTradeId())
        .put("T", unit.of(trade.timeMicros()))
        .put("m", trade.buyerIsMaker())
        .put("M", true);
  }

  /** At most so many levels, each a pair of texts. */
  static void levels(ArrayNode out, long[] levels, int most) {
    int end = (int) Math.min(levels.length, 2L * most);
    for (int i = 0; i < end; i += 2) {
      out.addArray().add(Json.amount(levels[i])).add(Json.amount(levels[i + 1]));
    }
  }
}
