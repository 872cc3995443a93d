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
    Duration recvWindow,
    int requestsPerMinute,
    List<InstrumentId> symbols)
    implements Serializable {

  private static final String MARKET_DATA = "marketData";
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
        recvWindow,
        VenueType.BINANCE.requestsPerMinute(),
        symbols);
  }

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
    VenueOptions options = place(node, name, List.copyOf(symbols));
    node.know(List.of(MARKET_DATA));
    node.refuseUnknownKeys();
    return options;
  }

  /** Where prices come from: the section {@code marketData} of the venue's, or the venue itself. */
  static VenueOptions readMarketData(ConfigNode node, VenueOptions venue) {
    if (!node.isSection(MARKET_DATA)) {
      return venue;
    }
    ConfigNode section = node.section(MARKET_DATA);
    VenueOptions options = place(section, venue.name(), venue.symbols());
    section.refuseUnknownKeys();
    return options;
  }

  private static VenueOptions place(ConfigNode node, String name, List<InstrumentId> symbols) {
    VenueType type = node.choice("type", VenueType.class, VenueType.BINANCE);
    String preset = node.string("preset", type.defaultPreset());
    VenueType.Place place = type.presets().get(preset);
    if (place == null && !preset.isEmpty()) {
      node.error("preset", preset, String.join(", ", type.presets().keySet()));
    }
    return new VenueOptions(
        name,
        type,
        url(node, "restUrl", place == null ? null : place.restUrl()),
        url(node, "streamUrl", place == null ? null : place.streamUrl()),
        url(node, "wsApiUrl", place == null ? null : place.wsApiUrl()),
        node.duration("recvWindow", type.recvWindow()),
        (int) node.integer("requestsPerMinute", (long) type.requestsPerMinute(), 1, MOST_REQUESTS),
        symbols);
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
