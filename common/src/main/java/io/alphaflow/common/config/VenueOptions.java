package io.alphaflow.common.config;

import io.alphaflow.common.model.InstrumentId;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The venue that is traded.
 *
 * @param name short name, lower case, the first part of instrument keys
 * @param restUrl for example {@code https://api.binance.com}
 * @param streamUrl market streams, for example {@code wss://stream.binance.com:9443}
 * @param wsApiUrl WebSocket API, for example {@code wss://ws-api.binance.com:443/ws-api/v3}
 * @param recvWindow how long a signed request stays valid
 * @param symbols instruments to trade, {@code BASE/QUOTE}
 */
public record VenueOptions(
    String name,
    String restUrl,
    String streamUrl,
    String wsApiUrl,
    Duration recvWindow,
    List<InstrumentId> symbols)
    implements Serializable {

  static VenueOptions read(ConfigNode node) {
    String name = node.string("name");
    List<InstrumentId> symbols = new ArrayList<>();
    for (String symbol : node.strings("symbols")) {
      try {
        symbols.add(InstrumentId.parse(name + ":" + symbol));
      } catch (IllegalArgumentException e) {
        node.error("symbols", symbol, "BASE/QUOTE such as BTC/USD");
      }
    }
    if (symbols.isEmpty()) {
      node.error("symbols: missing; expected a list such as [BTC/USD]");
    }
    VenueOptions options =
        new VenueOptions(
            name,
            node.string("restUrl"),
            node.string("streamUrl"),
            node.string("wsApiUrl"),
            node.duration("recvWindow", Duration.ofSeconds(3)),
            List.copyOf(symbols));
    node.refuseUnknownKeys();
    return options;
  }
}
