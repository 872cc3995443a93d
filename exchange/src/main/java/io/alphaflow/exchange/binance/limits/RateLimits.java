package io.alphaflow.exchange.binance.limits;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits that {@code exchangeInfo.rateLimits} states.
 *
 * @param weightPerMinute request weight of an address in a minute; 0 when it is not stated
 * @param orders limits of an account's unfilled orders
 */
public record RateLimits(int weightPerMinute, List<OrderLimit> orders) {

  /** The lowest that the documentation names: what holds until the venue has said more. */
  public static final RateLimits DOCUMENTED =
      new RateLimits(
          6_000,
          List.of(
              new OrderLimit(10_000, 50, "X-MBX-ORDER-COUNT-10S"),
              new OrderLimit(86_400_000, 160_000, "X-MBX-ORDER-COUNT-1D")));

  /** Copies the list. */
  public RateLimits {
    orders = List.copyOf(orders);
  }

  /**
   * So many unfilled orders in a window.
   *
   * @param windowMillis length of the window
   * @param limit orders
   * @param header of an answer that says how many there are
   */
  public record OrderLimit(long windowMillis, int limit, String header) {}

  /** Reads the list {@code rateLimits}; what has another form is left out. */
  public static RateLimits read(JsonNode list) {
    int weight = 0;
    List<OrderLimit> orders = new ArrayList<>();
    for (JsonNode limit : list) {
      String unit = limit.path("interval").asText();
      int number = limit.path("intervalNum").asInt();
      long millis = number * millis(unit);
      int most = Math.max(0, limit.path("limit").asInt());
      switch (limit.path("rateLimitType").asText()) {
        case "REQUEST_WEIGHT" -> {
          if (millis == 60_000) {
            weight = most;
          }
        }
        case "ORDERS" -> {
          if (millis > 0 && most > 0) {
            orders.add(
                new OrderLimit(millis, most, "X-MBX-ORDER-COUNT-" + number + unit.charAt(0)));
          }
        }
        default -> {
          // Raw requests are far above what the weight allows.
        }
      }
    }
    return new RateLimits(weight, orders);
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "SECOND" -> 1_000;
      case "MINUTE" -> 60_000;
      case "HOUR" -> 3_600_000;
      case "DAY" -> 86_400_000;
      default -> 0;
    };
  }
}
