package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import java.io.IOException;

/**
 * Reads frames of a combined stream, {@code {"stream":…,"data":{…}}}, in one pass and in any order
 * of fields. Strict: a field of another type, there twice or absent makes the frame unreadable; it
 * never throws. Times in milliseconds become microseconds, see {@link JsonFields#micros}.
 */
public final class StreamFrames {

  private StreamFrames() {}

  /** What a frame says. */
  public static StreamEvent read(String frame) {
    try (JsonParser in = JsonFields.FACTORY.createParser(frame)) {
      in.nextToken();
      JsonFields.expect(in, JsonToken.START_OBJECT, "an object");
      String stream = null;
      EventFields data = null;
      String rawType = null;
      boolean answer = false;
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String field = in.currentName();
        in.nextToken();
        switch (field) {
          case "stream" -> stream = JsonFields.text(in, once(in, field, stream));
          case "data" -> {
            once(in, field, data);
            JsonFields.expect(in, JsonToken.START_OBJECT, "an object in data");
            data = new EventFields(in);
          }
          case "e" -> rawType = JsonFields.text(in, once(in, field, rawType));
          case "result" -> {
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
      if (data != null) {
        return event(stream == null ? "" : stream, data, frame);
      }
      if ("serverShutdown".equals(rawType)) {
        return StreamEvent.Notice.SHUTDOWN;
      }
      if (rawType == null && stream == null && answer) {
        return StreamEvent.Notice.ACKNOWLEDGED;
      }
      throw new JsonParseException(in, "data is missing, expected {\"stream\":…,\"data\":{…}}");
    } catch (JsonProcessingException e) {
      return new StreamEvent.Unreadable(e.getOriginalMessage(), frame);
    } catch (IOException e) {
      return new StreamEvent.Unreadable(e.getMessage(), frame);
    }
  }

  private static String once(JsonParser in, String field, Object before) throws IOException {
    if (before != null) {
      throw new JsonParseException(in, field + " is there twice");
    }
    return field;
  }

  private static StreamEvent event(String stream, EventFields data, String frame)
      throws IOException {
    String type = data.has('e') ? data.text('e') : "";
    try {
      switch (type) {
        case "trade":
          return trade(StreamKind.TRADE, data, 't', frame);
        case "aggTrade":
          return trade(StreamKind.AGG_TRADE, data, 'a', frame);
        case "depthUpdate":
          return depth(data, frame);
        case "kline":
          return kline(data, frame);
        case "serverShutdown":
          return StreamEvent.Notice.SHUTDOWN;
        default:
          if (stream.endsWith("@bookTicker")) {
            return quote(data, frame);
          }
      }
    } catch (EventFields.BadField e) {
      String what = type.isEmpty() ? "bookTicker" : type;
      return new StreamEvent.Unreadable(what + ": " + e.getMessage(), frame);
    }
    return new StreamEvent.Unreadable(
        "not a trade, aggTrade, bookTicker, depthUpdate or kline: stream \""
            + stream
            + "\", e \""
            + type
            + "\"",
        frame);
  }

  private static VenueTrade trade(StreamKind kind, EventFields data, char id, String frame)
      throws IOException {
    return new VenueTrade(
        kind,
        data.text('s'),
        data.number(id),
        data.decimal('p'),
        data.decimal('q'),
        data.truth('m'),
        data.time('T'),
        frame);
  }

  private static VenueQuote quote(EventFields data, String frame) throws IOException {
    return new VenueQuote(
        data.text('s'),
        data.number('u'),
        data.decimal('b'),
        data.decimal('B'),
        data.decimal('a'),
        data.decimal('A'),
        frame);
  }

  private static DepthUpdate depth(EventFields data, String frame) throws IOException {
    Levels bids = data.levels('b');
    Levels asks = data.levels('a');
    return new DepthUpdate(
        data.text('s'),
        data.number('U'),
        data.number('u'),
        data.time('E'),
        bids.prices(),
        bids.quantities(),
        asks.prices(),
        asks.quantities(),
        frame);
  }

  private static VenueKline kline(EventFields data, String frame) throws IOException {
    EventFields bar = data.event('k');
    return new VenueKline(
        data.text('s'),
        bar.text('i'),
        bar.time('t'),
        bar.time('T'),
        bar.decimal('o'),
        bar.decimal('h'),
        bar.decimal('l'),
        bar.decimal('c'),
        bar.decimal('v'),
        bar.decimal('q'),
        bar.number('n'),
        bar.decimal('V'),
        bar.decimal('Q'),
        bar.number('f'),
        bar.number('L'),
        bar.truth('x'),
        data.time('E'),
        frame);
  }
}
