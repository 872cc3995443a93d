package io.alphaflow.exchange.coinbase.trading;

import static io.alphaflow.exchange.wire.Json.decimal;
import static io.alphaflow.exchange.wire.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.exchange.trading.Fill;
import io.alphaflow.exchange.trading.FillNumbers;
import io.alphaflow.exchange.trading.OrderFill;
import io.alphaflow.exchange.wire.Json;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fills of {@code GET /orders/historical/fills}, put together from its pages and numbered. The
 * commission is in the quote asset and may be finer than 1e-8: it is rounded half up. Adjustments
 * of past fills (reversals, corrections) are no trades: they are left out and logged.
 */
final class FillPages {

  private static final Logger LOG = LoggerFactory.getLogger(FillPages.class);

  private record Raw(String entry, long time, long posted, JsonNode json) {}

  private final InstrumentId instrument;
  private final Map<String, Map<String, Raw>> byOrder = new HashMap<>();

  FillPages(InstrumentId instrument) {
    this.instrument = instrument;
  }

  /** Takes a page in; a fill that two pages have counts once. */
  void add(JsonNode page) {
    for (JsonNode fill : page.path("fills")) {
      String entry = text(fill, "entry_id");
      if (!text(fill, "trade_type").equals("FILL")) {
        LOG.warn("fill not used, entry={} type={}", entry, fill.path("trade_type").asText());
        continue;
      }
      Raw raw =
          new Raw(
              entry,
              Json.micros(fill, "trade_time"),
              Json.microsOrZero(fill, "sequence_timestamp"),
              fill);
      byOrder.computeIfAbsent(text(fill, "order_id"), o -> new HashMap<>()).put(entry, raw);
    }
  }

  /** All fills, ascending. */
  List<OrderFill> all() {
    List<OrderFill> fills = new ArrayList<>();
    byOrder.forEach((order, raws) -> fills.addAll(numbered(order, new ArrayList<>(raws.values()))));
    fills.sort(Comparator.comparingLong(f -> f.fill().tradeId()));
    return fills;
  }

  private List<OrderFill> numbered(String order, List<Raw> raws) {
    raws.sort(
        Comparator.comparingLong(Raw::time)
            .thenComparingLong(Raw::posted)
            .thenComparing(Raw::entry));
    List<Long> numbers = FillNumbers.of(order, raws.stream().map(Raw::time).toList());
    List<OrderFill> fills = new ArrayList<>();
    for (int i = 0; i < raws.size(); i++) {
      fills.add(new OrderFill(order, fill(numbers.get(i), raws.get(i))));
    }
    return fills;
  }

  private Fill fill(long number, Raw raw) {
    JsonNode json = raw.json();
    if (json.path("size_in_quote").asBoolean()) {
      throw new IllegalArgumentException("the size of fill " + raw.entry() + " is in quote");
    }
    return new Fill(
        number,
        decimal(json, "size"),
        decimal(json, "price"),
        decimal(json, "commission", RoundingMode.HALF_UP),
        instrument.quote(),
        text(json, "liquidity_indicator").equals("MAKER"),
        raw.time());
  }
}
