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
 * @param type the protocol
 * @param restUrl for example {@code https://api.binance.com}
 * @param streamUrl market streams, for example {@code wss://stream.binance.com:9443}
 * @param wsApiUrl events of accounts, for example {@code wss://ws-api.binance.com:443/ws-api/v3}
 * @param dataUrl market data by REST; the same as {@code restUrl} at most venues
 * @param recvWindow how long a signed request stays valid
 * @param requestsPerMinute the pace of requests of an account; not used by Binance, which counts
 *     weights and states the limit itself
 * @param symbols instruments to trade, {@code BASE/QUOTE}
 */
public record VenueOptions(
    String name,
    VenueType type,
    String restUrl,
    String streamUrl,
    String wsApiUrl,
    String dataUrl,
    Duration recvWindow,
    int requestsPerMinute,
    List<InstrumentId> symbols)
    implements Serializable {

  private static final long MOST_REQUESTS = 100_000;

  /** A venue that speaks Binance's protocol. */
  public VenueOptions(
      String name,
      String restUrl,
      String streamUrl,
      String wsApiUrl,
      Duration recvWindow,
      List<InstrumentId> symbols) {
    this(
        name,
        VenueType.BINANCE,
        restUrl,
        streamUrl,
        wsApiUrl,
        restUrl,
        recvWindow,
        VenueType.BINANCE.requestsPerMinute(),
        symbols);
  }

  static VenueOptions read(ConfigNode node) {
    String name = node.string("name");
    VenueType type = node.choice("type", VenueType.class, VenueType.BINANCE);
    String preset = node.string("preset", type.defaultPreset());
    VenueType.Place place = type.presets().get(preset);
    if (place == null && !preset.isEmpty()) {
      node.error("preset", preset, String.join(", ", type.presets().keySet()));
    }
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
    String restUrl = url(node, "restUrl", place == null ? null : place.restUrl());
    VenueOptions options =
        new VenueOptions(
            name,
            type,
            restUrl,
            url(node, "streamUrl", place == null ? null : place.streamUrl()),
            url(node, "wsApiUrl", place == null ? null : place.wsApiUrl()),
            node.string(
                "dataUrl", place == null || place.dataUrl().isEmpty() ? restUrl : place.dataUrl()),
            node.duration("recvWindow", type.recvWindow()),
            (int)
                node.integer(
                    "requestsPerMinute", (long) type.requestsPerMinute(), 1, MOST_REQUESTS),
            List.copyOf(symbols));
    node.refuseUnknownKeys();
    return options;
  }

  /** Whether orders that are sent there are worth money. */
  public boolean isReal() {
    return RealVenues.has(restUrl) || RealVenues.has(wsApiUrl);
  }

  /** An address that a preset may have; without one it must be said. */
  private static String url(ConfigNode node, String key, String preset) {
    return preset == null ? node.string(key) : node.string(key, preset);
  }
}
