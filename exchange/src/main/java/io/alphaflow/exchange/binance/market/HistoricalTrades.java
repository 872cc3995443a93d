package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.TradePage;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads {@code GET /api/v3/historicalTrades}: {@code [{"id":…,"price":"…","qty":"…","time":…,
 * "isBuyerMaker":…},…]} and {@code GET /api/v3/aggTrades}: {@code [{"a":…,"p":"…","q":"…","T":…,
 * "m":…},…]}. An element that cannot be used does not spoil the page.
 */
final class HistoricalTrades {

  private static final int ALL_FIELDS = 0b11111;

  /** What the two calls name the same fields. */
  private record Names(String id, String price, String quantity, String time, String maker) {
    static final Names TRADE = new Names("id", "price", "qty", "time", "isBuyerMaker");
    static final Names AGGREGATE = new Names("a", "p", "q", "T", "m");

    String all() {
      return String.join(", ", id, price, quantity, time, maker);
    }
  }

  private HistoricalTrades() {}

  /**
   * Reads a page.
   *
   * @throws IOException when the text is not an array of objects
   */
  static TradePage read(String body, String symbol, StreamKind kind, long fromId, long receivedAt)
      throws IOException {
    Names names = kind == StreamKind.AGG_TRADE ? Names.AGGREGATE : Names.TRADE;
    List<VenueTrade> trades = new ArrayList<>();
    List<TradePage.BadElement> bad = new ArrayList<>();
    long last = fromId - 1;
    try (JsonParser in = JsonFields.FACTORY.createParser(body)) {
      in.nextToken();
      JsonFields.expect(in, JsonToken.START_ARRAY, "an array");
      while (in.nextToken() != JsonToken.END_ARRAY) {
        JsonFields.expect(in, JsonToken.START_OBJECT, "an object");
        Element element = new Element(in, body, names);
        long id = element.has(1) ? element.id : last + 1;
        if (element.problem.isEmpty()) {
          trades.add(element.trade(kind, symbol));
        } else {
          bad.add(new TradePage.BadElement(id, element.problem, element.raw));
        }
        last = Math.max(last, id);
      }
    }
    trades.sort(Comparator.comparingLong(VenueTrade::id));
    return new TradePage(trades, bad, last, receivedAt);
  }

  private static final class Element {
    private final String raw;
    private String problem = "";
    private long id;
    private long price;
    private long quantity;
    private long time;
    private boolean buyerIsMaker;
    private int fields;

    Element(JsonParser in, String body, Names names) throws IOException {
      int begin = (int) in.currentTokenLocation().getCharOffset();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        try {
          read(in, field, names);
        } catch (JsonProcessingException e) {
          problem = e.getOriginalMessage();
          in.skipChildren();
        }
      }
      raw = body.substring(begin, (int) in.currentLocation().getCharOffset());
      if (problem.isEmpty() && fields != ALL_FIELDS) {
        problem = "a field is missing, expected " + names.all();
      }
    }

    private void read(JsonParser in, String field, Names names) throws IOException {
      if (field.equals(names.id)) {
        id = JsonFields.number(in, field);
        fields |= 1;
      } else if (field.equals(names.price)) {
        price = JsonFields.decimal(in, field);
        fields |= 2;
      } else if (field.equals(names.quantity)) {
        quantity = JsonFields.decimal(in, field);
        fields |= 4;
      } else if (field.equals(names.time)) {
        time = JsonFields.micros(JsonFields.number(in, field));
        fields |= 8;
      } else if (field.equals(names.maker)) {
        buyerIsMaker = JsonFields.bool(in, field);
        fields |= 16;
      } else {
        in.skipChildren();
      }
    }

    boolean has(int field) {
      return (fields & field) != 0;
    }

    VenueTrade trade(StreamKind kind, String symbol) {
      return new VenueTrade(kind, symbol, id, price, quantity, buyerIsMaker, time, raw);
    }
  }
}
