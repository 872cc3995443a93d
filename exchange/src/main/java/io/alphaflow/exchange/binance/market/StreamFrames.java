package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.IOException;

/**
 * Reads frames of a combined stream, {@code {"stream":…,"data":{…}}}, in one pass. The same letter
 * in another case is another field ({@code t} trade id, {@code T} trade time).
 */
final class StreamFrames {

  private StreamFrames() {}

  static StreamEvent read(String frame) {
    try (JsonParser in = JsonFields.FACTORY.createParser(frame)) {
      in.nextToken();
      JsonFields.expect(in, JsonToken.START_OBJECT, "an object");
      String stream = null;
      Data data = null;
      boolean answer = false;
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "stream" -> stream = JsonFields.text(in, "stream");
          case "data" -> data = new Data(in);
          case "result", "id" -> {
            answer = true;
            in.skipChildren();
          }
          case "error" -> throw new JsonParseException(in, "the venue reports an error");
          default -> in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw new JsonParseException(in, "something follows the message");
      }
      if (data == null) {
        if (answer) {
          return StreamEvent.Notice.ACKNOWLEDGED;
        }
        throw new JsonParseException(in, "data is missing");
      }
      return data.event(stream == null ? "" : stream, frame);
    } catch (JsonProcessingException e) {
      return new StreamEvent.Unreadable(e.getOriginalMessage(), frame);
    } catch (IOException e) {
      return new StreamEvent.Unreadable(e.getMessage(), frame);
    }
  }

  /** The fields of the event, each noted as it comes. */
  private static final class Data {
    private static final int TRADE_FIELDS = 0b111111;
    private static final int QUOTE_FIELDS = 0b111111;

    private String type = "";
    private String symbol;
    private long id;
    private long time;
    private long price;
    private long quantity;
    private boolean buyerIsMaker;
    private int tradeFields;
    private long updateId;
    private long bid;
    private long bidQuantity;
    private long ask;
    private long askQuantity;
    private int quoteFields;

    Data(JsonParser in) throws IOException {
      JsonFields.expect(in, JsonToken.START_OBJECT, "an object in data");
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        read(in, field);
      }
    }

    private void read(JsonParser in, String field) throws IOException {
      switch (field) {
        case "e" -> type = JsonFields.text(in, field);
        case "s" -> {
          symbol = JsonFields.text(in, field);
          tradeFields |= 1;
          quoteFields |= 1;
        }
        case "t" -> {
          id = JsonFields.number(in, field);
          tradeFields |= 2;
        }
        case "T" -> {
          time = JsonFields.number(in, field);
          tradeFields |= 4;
        }
        case "p" -> {
          price = JsonFields.decimal(in, field);
          tradeFields |= 8;
        }
        case "q" -> {
          quantity = JsonFields.decimal(in, field);
          tradeFields |= 16;
        }
        case "m" -> {
          buyerIsMaker = JsonFields.bool(in, field);
          tradeFields |= 32;
        }
        case "u" -> {
          updateId = JsonFields.number(in, field);
          quoteFields |= 2;
        }
        case "b" -> {
          bid = JsonFields.decimal(in, field);
          quoteFields |= 4;
        }
        case "B" -> {
          bidQuantity = JsonFields.decimal(in, field);
          quoteFields |= 8;
        }
        case "a" -> {
          ask = JsonFields.decimal(in, field);
          quoteFields |= 16;
        }
        case "A" -> {
          askQuantity = JsonFields.decimal(in, field);
          quoteFields |= 32;
        }
        default -> in.skipChildren();
      }
    }

    StreamEvent event(String stream, String frame) {
      if (type.equals("serverShutdown")) {
        return StreamEvent.Notice.SHUTDOWN;
      }
      if (type.equals("trade")) {
        return tradeFields == TRADE_FIELDS
            ? new VenueTrade(symbol, id, price, quantity, buyerIsMaker, time, frame)
            : missing("trade", "s, t, T, p, q, m", frame);
      }
      if (stream.endsWith("@bookTicker")) {
        return quoteFields == QUOTE_FIELDS
            ? new VenueQuote(symbol, updateId, bid, bidQuantity, ask, askQuantity, frame)
            : missing("bookTicker", "s, u, b, B, a, A", frame);
      }
      return new StreamEvent.Unreadable(
          "neither a trade nor a bookTicker: stream \"" + stream + "\", e \"" + type + "\"", frame);
    }

    private static StreamEvent missing(String what, String fields, String frame) {
      return new StreamEvent.Unreadable(
          "a field of the " + what + " is missing, expected " + fields, frame);
    }
  }
}
