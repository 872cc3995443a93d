package io.alphaflow.exchange.alpaca.market;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.micros;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.exchange.market.DepthUpdate;
import io.alphaflow.exchange.market.StreamEvent;
import io.alphaflow.exchange.market.StreamKind;
import io.alphaflow.exchange.market.VenueKline;
import io.alphaflow.exchange.market.VenueQuote;
import io.alphaflow.exchange.market.VenueTrade;
import io.alphaflow.exchange.wire.Json;
import java.math.RoundingMode;

/**
 * Reads Alpaca's messages. Quantities may have nine decimals and averages more: what is finer than
 * 1e-8 is rounded half up.
 */
final class StreamFrames {

  private static final long MINUTE_MICROS = 60_000_000;

  private StreamFrames() {}

  static StreamEvent read(String frame) {
    JsonNode json = Json.parse(frame);
    try {
      return switch (json.path("T").asText()) {
        case "t" -> trade(json, frame);
        case "q" -> quote(json, frame);
        case "o" -> change(json, frame);
        case "b" -> bar(json, frame);
        default -> new StreamEvent.Unreadable("no trade, quote, book or bar", frame);
      };
    } catch (IllegalArgumentException e) {
      return new StreamEvent.Unreadable(e.getMessage(), frame);
    }
  }

  /** The id tells trades apart but does not count them. */
  private static VenueTrade trade(JsonNode json, String raw) {
    if (!json.path("i").canConvertToLong()) {
      throw new IllegalArgumentException("field i is no id: " + json.path("i"));
    }
    return new VenueTrade(
        StreamKind.TRADE,
        text(json, "S"),
        json.path("i").longValue(),
        price(json, "p"),
        quantity(json, "s"),
        text(json, "tks").equals("S"),
        micros(json, "t"),
        raw);
  }

  /** A quote has no id: its time is one that rises. */
  private static VenueQuote quote(JsonNode json, String raw) {
    return new VenueQuote(
        text(json, "S"),
        micros(json, "t"),
        price(json, "bp"),
        quantity(json, "bs"),
        price(json, "ap"),
        quantity(json, "as"),
        raw);
  }

  private static DepthUpdate change(JsonNode json, String raw) {
    return new DepthUpdate(
        text(json, "S"),
        json.path("first").asLong(),
        json.path("last").asLong(),
        micros(json, "t"),
        values(json.path("b"), "p"),
        values(json.path("b"), "s"),
        values(json.path("a"), "p"),
        values(json.path("a"), "s"),
        raw);
  }

  private static long[] values(JsonNode levels, String field) {
    long[] values = new long[levels.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = quantity(levels.get(i), field);
    }
    return values;
  }

  /**
   * A bar is sent when its minute is over; it has no quote volume, so that of its average is it.
   */
  private static VenueKline bar(JsonNode json, String raw) {
    long open = micros(json, "t");
    long volume = quantity(json, "v");
    return new VenueKline(
        text(json, "S"),
        "1m",
        open,
        open + MINUTE_MICROS - 1,
        price(json, "o"),
        price(json, "h"),
        price(json, "l"),
        price(json, "c"),
        volume,
        Fixed8.multiply(volume, quantity(json, "vw"), RoundingMode.HALF_UP),
        json.path("n").asLong(),
        0,
        0,
        -1,
        -1,
        true,
        open + MINUTE_MICROS,
        raw);
  }

  static long price(JsonNode json, String field) {
    return decimal(json, field, RoundingMode.HALF_UP);
  }

  private static long quantity(JsonNode json, String field) {
    return decimal(json, field, RoundingMode.HALF_UP);
  }
}
