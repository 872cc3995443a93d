package io.alphaflow.simulator.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.money.Fixed8;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parameters of one request, and the text that its signature must be of.
 *
 * <p>REST: query and form body, the query wins; the text is the raw query and the raw body, each
 * without {@code signature}, put together. WebSocket API: the text is all parameters but {@code
 * signature}, sorted by name, not percent-encoded.
 */
public final class Params {

  private static final String SIGNATURE = "signature";
  private static final long DAY_MICROS = 86_400_000_000L;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

  private final Map<String, String> values;
  private final String signedText;

  private Params(Map<String, String> values, String signedText) {
    this.values = values;
    this.signedText = signedText;
  }

  /** A REST request's parameters; both texts raw, as they came. */
  public static Params ofRest(String query, String body) {
    Map<String, String> values = new LinkedHashMap<>();
    decode(body, values);
    decode(query, values);
    return new Params(values, unsigned(query) + unsigned(body));
  }

  /** A WebSocket API request's {@code params}; anything but an object counts as none. */
  public static Params ofJson(JsonNode params) {
    Map<String, String> values = new TreeMap<>();
    params
        .properties()
        .forEach(
            e -> {
              if (!e.getValue().isNull()) {
                values.put(e.getKey(), text(e.getValue()));
              }
            });
    String signed =
        values.entrySet().stream()
            .filter(e -> !e.getKey().equals(SIGNATURE))
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining("&"));
    return new Params(values, signed);
  }

  private static String text(JsonNode value) {
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
  }

  private static void decode(String raw, Map<String, String> into) {
    for (String pair : raw.split("&")) {
      int eq = pair.indexOf('=');
      if (eq > 0) {
        into.put(decoded(pair.substring(0, eq)), decoded(pair.substring(eq + 1)));
      }
    }
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiException.of(-1100, "Illegal characters found in a parameter.");
    }
  }

  private static String unsigned(String raw) {
    StringBuilder out = new StringBuilder(raw.length());
    for (String pair : raw.split("&")) {
      if (!pair.startsWith(SIGNATURE + "=")) {
        out.append(out.length() == 0 ? "" : "&").append(pair);
      }
    }
    return out.toString();
  }

  /** The text that the signature must be of. */
  public String signedText() {
    return signedText;
  }

  /** The signature, if there is one. */
  public Optional<String> signature() {
    return text(SIGNATURE);
  }

  /** A parameter; one that was sent empty counts as not sent. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
  }

  /** A parameter that must be there. */
  public String required(String name) {
    return text(name).orElseThrow(() -> ApiException.missing(name));
  }

  /** A whole number of at least 0. */
  public OptionalLong whole(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!WHOLE.matcher(text.get()).matches()) {
      throw ApiException.of(
          -1100,
          "Illegal characters found in parameter '" + name + "'; legal range is '^[0-9]{1,20}$'.");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  /** An amount in units of 1e-8. */
  public OptionalLong amount(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!DECIMAL.matcher(text.get()).matches()) {
      throw ApiException.of(
          -1100,
          "Illegal characters found in parameter '"
              + name
              + "'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.");
    }
    try {
      return OptionalLong.of(Fixed8.parse(text.get()));
    } catch (NumberFormatException e) {
      throw ApiException.of(-1111, "Parameter '" + name + "' has too much precision.");
    }
  }

  /** A page size: the default when not sent, never above the most. */
  public int limit(int byDefault, int most) {
    long limit = whole("limit").orElse(byDefault);
    if (limit == 0) {
      throw ApiException.of(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    return (int) Math.min(limit, most);
  }

  /**
   * Refuses {@code startTime} and {@code endTime} that are more than a day apart.
   *
   * @throws ApiException {@code -1127}
   */
  void requireOneDay() {
    OptionalLong start = time("startTime");
    OptionalLong end = time("endTime");
    if (start.isPresent() && end.isPresent() && end.getAsLong() - start.getAsLong() > DAY_MICROS) {
      throw ApiException.of(-1127, "More than 24 hours between startTime and endTime.");
    }
  }

  /** Refuses a parameter that does not belong here. */
  void refuse(String name) {
    if (text(name).isPresent()) {
      throw ApiException.of(-1106, "Parameter '" + name + "' sent when not required.");
    }
  }

  /** A constant of the venue, if it was sent. */
  <E extends Enum<E>> Optional<E> constant(Class<E> type, String name, int code, String message) {
    return text(name).map(text -> constantOf(type, text, code, message));
  }

  /** A constant of the venue that must be sent. */
  <E extends Enum<E>> E requiredConstant(Class<E> type, String name, int code, String message) {
    return constantOf(type, required(name), code, message);
  }

  private static <E extends Enum<E>> E constantOf(
      Class<E> type, String text, int code, String message) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw ApiException.of(code, message);
  }

  /** A point in market time, epoch µs. */
  public OptionalLong time(String name) {
    OptionalLong time = whole(name);
    return time.isPresent()
        ? OptionalLong.of(VenueTimeUnit.toMicros(time.getAsLong()))
        : OptionalLong.empty();
  }
}
