package io.alphaflow.exchange.alpaca.trading;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.FillNumbers;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.wire.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fills of {@code GET /v2/account/activities/FILL}, put together from its pages and numbered in
 * the order of the quantity that the order had filled after each. They have no fee: Alpaca books
 * fees for crypto as activities of their own at the end of the day. They do not say maker or taker.
 */
final class ActivityPages {

  private record Raw(String id, long time, long filledAfter, JsonNode json) {}

  private final Pairs pairs;
  private final InstrumentId instrument;
  private final Map<String, Map<String, Raw>> byOrder = new HashMap<>();
  private String last = "";

  ActivityPages(Pairs pairs, InstrumentId instrument) {
    this.pairs = pairs;
    this.instrument = instrument;
  }

  /** Takes a page in; the elements on it. */
  int add(JsonNode page) {
    for (JsonNode activity : page) {
      last = text(activity, "id");
      if (pairs.instrument(text(activity, "symbol")).filter(instrument::equals).isPresent()) {
        Raw raw =
            new Raw(
                last,
                Json.micros(activity, "transaction_time"),
                decimal(activity, "cum_qty"),
                activity);
        byOrder.computeIfAbsent(text(activity, "order_id"), o -> new HashMap<>()).put(last, raw);
      }
    }
    return page.size();
  }

  /** The id of the last element, by which the next page is asked for. */
  String last() {
    return last;
  }

  /** The fills of one order, ascending. */
  List<Fill> of(String order) {
    return numbered(order).stream().map(OrderFill::fill).toList();
  }

  /** All fills, ascending. */
  List<OrderFill> all() {
    List<OrderFill> fills = new ArrayList<>();
    byOrder.keySet().forEach(order -> fills.addAll(numbered(order)));
    fills.sort(Comparator.comparingLong(f -> f.fill().tradeId()));
    return fills;
  }

  private List<OrderFill> numbered(String order) {
    List<Raw> raws = new ArrayList<>(byOrder.getOrDefault(order, Map.of()).values());
    raws.sort(Comparator.comparingLong(Raw::filledAfter).thenComparing(Raw::id));
    List<Long> numbers = FillNumbers.of(order, raws.stream().map(Raw::time).toList());
    List<OrderFill> fills = new ArrayList<>();
    for (int i = 0; i < raws.size(); i++) {
      Raw raw = raws.get(i);
      fills.add(
          new OrderFill(
              order,
              new Fill(
                  numbers.get(i),
                  decimal(raw.json(), "qty"),
                  decimal(raw.json(), "price"),
                  0,
                  "",
                  false,
                  raw.time())));
    }
    return fills;
  }
}
