package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;

/** Reads single values strictly: a price that is not a decimal string is an error, not a guess. */
final class JsonFields {

  static final JsonFactory FACTORY = new JsonFactory();

  /** Below this a time is in milliseconds: it is 1973 in microseconds, 5138 in milliseconds. */
  private static final long FIRST_MICROS = 100_000_000_000_000L;

  private JsonFields() {}

  /** A time in milliseconds or microseconds, told apart by magnitude, in microseconds. */
  static long micros(long time) {
    return time > -FIRST_MICROS && time < FIRST_MICROS ? time * 1_000 : time;
  }

  static void expect(JsonParser in, JsonToken token, String what) throws IOException {
    if (in.currentToken() != token) {
      throw new JsonParseException(in, what + " expected, found " + in.currentToken());
    }
  }

  static long number(JsonParser in, String field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new JsonParseException(in, field + " must be a whole number, is " + in.getText());
    }
    return in.getLongValue();
  }

  static long decimal(JsonParser in, String field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new JsonParseException(in, field + " must be a decimal string, is " + in.getText());
    }
    try {
      return Fixed8.parse(in.getText());
    } catch (NumberFormatException e) {
      throw new JsonParseException(in, field + " is " + e.getMessage(), e);
    }
  }

  static boolean bool(JsonParser in, String field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_TRUE && in.currentToken() != JsonToken.VALUE_FALSE) {
      throw new JsonParseException(in, field + " must be true or false, is " + in.getText());
    }
    return in.getBooleanValue();
  }

  static String text(JsonParser in, String field) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new JsonParseException(in, field + " must be a text, is " + in.getText());
    }
    return in.getText();
  }
}
