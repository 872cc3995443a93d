package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.matching.TopOfBook;
import java.math.RoundingMode;

/** Public trades and the book, for HTTP and for the streams. */
public final class MarketJson {

  private MarketJson() {}

  /** The payload of {@code <symbol>@trade}; event time is the trade's own market time. */
  public static ObjectNode tradeEvent(Recording tape, long id, VenueTimeUnit unit) {
    long time = unit.of(tape.timeMicros(id));
    return Json.object()
        .put("e", "trade")
        .put("E", time)
        .put("s", tape.symbol())
        .put("t", id)
        .put("p", Json.amount(tape.price(id)))
        .put("q", Json.amount(tape.quantity(id)))
        .put("T", time)
        .put("m", tape.buyerIsMaker(id))
        .put("M", true);
  }

  /** The payload of {@code <symbol>@aggTrade}: each trade is an aggregate of its own. */
  public static ObjectNode aggTradeEvent(Recording tape, long id, VenueTimeUnit unit) {
    ObjectNode out =
        Json.object()
            .put("e", "aggTrade")
            .put("E", unit.of(tape.timeMicros(id)))
            .put("s", tape.symbol());
    out.setAll(aggTrade(tape, id, unit));
    return out;
  }

  /** The payload of {@code <symbol>@bookTicker}, which has neither type nor time. */
  public static ObjectNode bookTickerEvent(String symbol, long updateId, TopOfBook top) {
    return Json.object()
        .put("u", updateId)
        .put("s", symbol)
        .put("b", Json.amount(top.bid()))
        .put("B", Json.amount(top.size()))
        .put("a", Json.amount(top.ask()))
        .put("A", Json.amount(top.size()));
  }

  static ObjectNode trade(Recording tape, long id, VenueTimeUnit unit) {
    long quote = Fixed8.multiply(tape.price(id), tape.quantity(id), RoundingMode.HALF_UP);
    return Json.object()
        .put("id", id)
        .put("price", Json.amount(tape.price(id)))
        .put("qty", Json.amount(tape.quantity(id)))
        .put("quoteQty", Json.amount(quote))
        .put("time", unit.of(tape.timeMicros(id)))
        .put("isBuyerMaker", tape.buyerIsMaker(id))
        .put("isBestMatch", true);
  }

  static ObjectNode aggTrade(Recording tape, long id, VenueTimeUnit unit) {
    return Json.object()
        .put("a", id)
        .put("p", Json.amount(tape.price(id)))
        .put("q", Json.amount(tape.quantity(id)))
        .put("f", id)
        .put("l", id)
        .put("T", unit.of(tape.timeMicros(id)))
        .put("m", tape.buyerIsMaker(id))
        .put("M", true);
  }
}
