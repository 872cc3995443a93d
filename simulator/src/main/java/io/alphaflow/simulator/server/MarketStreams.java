package io.alphaflow.simulator.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.alphaflow.simulator.Recording;
import io.alphaflow.simulator.matching.TopOfBook;
import io.alphaflow.simulator.protocol.MarketJson;
import io.alphaflow.simulator.protocol.VenueTimeUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who listens to which market stream. A stream that the venue does not have can be subscribed to
 * and stays silent, as at the real venue.
 */
final class MarketStreams {

  private final Map<String, Set<StreamClient>> clients = new HashMap<>();

  void subscribe(StreamClient client, String stream) {
    clients.computeIfAbsent(stream, s -> new LinkedHashSet<>()).add(client);
  }

  void unsubscribe(StreamClient client, String stream) {
    clients.computeIfPresent(
        stream,
        (s, set) -> {
          set.remove(client);
          return set.isEmpty() ? null : set;
        });
  }

  void remove(StreamClient client) {
    clients
        .values()
        .removeIf(
            set -> {
              set.remove(client);
              return set.isEmpty();
            });
  }

  List<String> subscriptions(StreamClient client) {
    return clients.entrySet().stream()
        .filter(e -> e.getValue().contains(client))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  void trade(Recording tape, long id) {
    publish(tape.symbol(), "trade", unit -> MarketJson.tradeEvent(tape, id, unit));
    publish(tape.symbol(), "aggTrade", unit -> MarketJson.aggTradeEvent(tape, id, unit));
  }

  void book(String symbol, long updateId, TopOfBook top) {
    publish(symbol, "bookTicker", unit -> MarketJson.bookTickerEvent(symbol, updateId, top));
  }

  private void publish(String symbol, String kind, Function<VenueTimeUnit, ObjectNode> payload) {
    String stream = symbol.toLowerCase(Locale.ROOT) + "@" + kind;
    Set<StreamClient> listeners = clients.getOrDefault(stream, Set.of());
    if (listeners.isEmpty()) {
      return;
    }
    Map<VenueTimeUnit, String> raw = new EnumMap<>(VenueTimeUnit.class);
    // A client that is cut off leaves the set, so walk over a copy.
    for (StreamClient client : new ArrayList<>(listeners)) {
      String text = raw.computeIfAbsent(client.unit(), u -> payload.apply(u).toString());
      client.send(client.isCombined() ? combined(stream, text) : text);
    }
  }

  private static String combined(String stream, String data) {
    return "{\"stream\":\"" + stream + "\",\"data\":" + data + "}";
  }
}
