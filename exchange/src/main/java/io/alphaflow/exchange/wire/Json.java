package io.alphaflow.exchange.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * Strict reading of single fields: what is not as expected is an {@link IllegalArgumentException}
 * that names the field, never a guess. Numbers are read as decimals, never as doubles.
 */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Json() {}

  /** A text as JSON; a missing node when it is no object and no array. */
  public static JsonNode parse(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      return json != null && json.isContainerNode() ? json : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** An empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A field that must be a text. */
  public static String text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("field " + field + " is not a text: " + value);
    }
    return value.textValue();
  }

  /** A field that must be true or false. */
  public static boolean flag(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("field " + field + " is not true or false: " + value);
    }
    return value.booleanValue();
  }

  /** A decimal, as a text or a number; units of 1e-8, exact. An empty text is 0. */
  public static long decimal(JsonNode json, String field) {
    return decimal(json, field, RoundingMode.UNNECESSARY);
  }

  /** As {@link #decimal(JsonNode, String)}, rounded to 1e-8. */
  public static long decimal(JsonNode json, String field, RoundingMode rounding) {
    JsonNode value = json.path(field);
    String text = value.isNumber() ? value.decimalValue().toPlainString() : text(json, field);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Fixed8.ofBigDecimal(new BigDecimal(text).setScale(Fixed8.SCALE, rounding));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "field " + field + " is no decimal in units of 1e-8: " + text);
    }
  }

  /** A time in RFC 3339; epoch microseconds UTC, finer digits cut off. */
  public static long micros(JsonNode json, String field) {
    return micros(text(json, field));
  }

  /** As {@link #micros(JsonNode, String)}; 0 when the field is missing, null or empty. */
  public static long microsOrZero(JsonNode json, String field) {
    String text = json.path(field).asText("");
    return text.isEmpty() || text.equals("null") ? 0 : micros(text);
  }

  private static long micros(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not a time: " + text);
    }
  }

  /** A time in RFC 3339 with microseconds. */
  public static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
