package io.alphaflow.cli.exchange;

import io.alphaflow.simulator.SimulatedExchange;
import java.util.List;

/** How common Binance clients are pointed at an exchange; docs/exchange.md says it at length. */
final class ClientHints {

  private ClientHints() {}

  static List<String> of(SimulatedExchange exchange) {
    String rest = exchange.restUrl();
    String streams = exchange.streamUrl();
    return List.of(
        "Pointing a client at it (more in docs/exchange.md):",
        "  ccxt                    urls.api.public, .private: %s/api/v3; urls.api.sapi: %s/sapi/v1"
            .formatted(rest, rest),
        "                          urls.api.ws.spot: %s/ws; urls.api.ws['ws-api'].spot: %s"
            .formatted(streams, exchange.wsApiUrl()),
        "  binance (npm)           baseUrl: %s; wsUrl: %s".formatted(rest, streams),
        "  @binance/spot           basePath: %s; wsURL: %s or %s"
            .formatted(rest, streams, exchange.wsApiUrl()),
        "  binance-connector-java  new SpotClientImpl(key, secret, \"%s\")".formatted(rest),
        "  XChange                 specification.setSslUri(\"%s\")".formatted(rest));
  }
}
