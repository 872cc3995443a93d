package io.alphaflow.cli.strategy;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.strategy.host.StrategyCatalog;

/** Configurations for tests. */
final class TestDesk {

  private TestDesk() {}

  static DeskConfig config(String kafka, String ingest) {
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 2, marketPartitions: 2}
        venue: {name: sim, restUrl: "http://x", streamUrl: "ws://x", wsApiUrl: "ws://x",
                symbols: [BTC/USD, ETH/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        ingest: %s
        strategies:
          - {id: trend, type: ma-cross, account: main, symbols: [BTC/USD], params: {fast: 5}}
          - {id: quiet, type: ma-cross, account: main, symbols: [BTC/USD], enabled: false}
        """
            .formatted(kafka, ingest));
  }

  /** One on which nothing listens. */
  static StrategyDesk desk() {
    return new StrategyDesk(config("localhost:9", "{}"), StrategyCatalog.onClassPath());
  }
}
