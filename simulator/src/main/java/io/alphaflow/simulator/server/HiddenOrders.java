package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.alphaflow.simulator.protocol.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Orders that the venue has taken but does not find yet when it is asked for them: queries are
 * answered from a copy that comes later.
 */
final class HiddenOrders {

  private final LongSupplier wall;
  private final Map<Long, Long> hiddenUntil = new LinkedHashMap<>();

  /**
   * None.
   *
   * @param wall this machine's time, epoch µs
   */
  HiddenOrders(LongSupplier wall) {
    this.wall = wall;
  }

  /** Hides the order that an answer to its placing is about. */
  void hide(JsonNode placed, long micros) {
    if (micros > 0 && placed.path("orderId").isIntegralNumber()) {
      hiddenUntil.put(placed.get("orderId").longValue(), wall.getAsLong() + micros);
    }
  }

  /**
   * The answer to a query without them.
   *
   * @throws ApiException when it is about nothing else
   */
  JsonNode without(JsonNode answer) {
    hiddenUntil.values().removeIf(until -> until <= wall.getAsLong());
    if (hiddenUntil.isEmpty()) {
      return answer;
    }
    if (answer.isArray()) {
      ArrayNode seen = JsonNodeFactory.instance.arrayNode();
      answer.forEach(
          entry -> {
            if (!isHidden(entry)) {
              seen.add(entry);
            }
          });
      return seen;
    }
    if (isHidden(answer)) {
      throw ApiException.of(-2013, "Order does not exist.");
    }
    return answer;
  }

  private boolean isHidden(JsonNode entry) {
    return hiddenUntil.containsKey(entry.path("orderId").asLong(Long.MIN_VALUE));
  }
}
