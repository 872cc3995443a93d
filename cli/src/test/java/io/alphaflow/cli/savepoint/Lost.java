package io.alphaflow.cli.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a state's JSON is not there any more, or is another, when it was read and written. */
final class Lost {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<String> places = new ArrayList<>();

  private Lost() {}

  /**
   * The places, as {@code accounts.main.orders[0].price}, each with what has become of it; also in
   * JSON within the JSON.
   */
  static List<String> between(byte[] before, byte[] after) throws IOException {
    Lost lost = new Lost();
    lost.compare("", MAPPER.readTree(before), MAPPER.readTree(after));
    return lost.places;
  }

  private void compare(String place, JsonNode before, JsonNode after) {
    if (before.isObject() && after.isObject()) {
      for (Map.Entry<String, JsonNode> field : before.properties()) {
        JsonNode now = after.get(field.getKey());
        String there = place.isEmpty() ? field.getKey() : place + "." + field.getKey();
        if (now == null) {
          places.add(there + " is gone");
        } else {
          compare(there, field.getValue(), now);
        }
      }
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare(place + "[" + i + "]", before.get(i), after.get(i));
      }
    } else if (!before.equals(after)) {
      Optional<JsonNode> inner = inner(before);
      Optional<JsonNode> innerNow = inner(after);
      if (inner.isPresent() && innerNow.isPresent()) {
        compare(place, inner.get(), innerNow.get());
      } else {
        places.add(place + " is " + shown(after) + ", was " + shown(before));
      }
    }
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /** JSON that stands in a text, as it is or as Base64. */
  private static Optional<JsonNode> inner(JsonNode text) {
    if (!text.isTextual()) {
      return Optional.empty();
    }
    try {
      String plain =
          text.textValue().startsWith("{")
              ? text.textValue()
              : new String(Base64.getDecoder().decode(text.textValue()), StandardCharsets.UTF_8);
      return plain.startsWith("{") ? Optional.of(MAPPER.readTree(plain)) : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty();
    }
  }
}
