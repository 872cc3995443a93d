package io.alphaflow.ingest;

import io.alphaflow.common.config.DeskConfig;

/** Configurations for tests. */
final class TestDesk {

  private TestDesk() {}

  /** A desk on which nothing needs to listen. */
  static DeskConfig config(String ingest) {
    return config("localhost:9", "localhost:9", ingest);
  }

  /** A desk with a broker and a venue at {@code host:port}. */
  static DeskConfig config(String kafka, String venue, String ingest) {
    return config(kafka, "http://" + venue, "ws://" + venue, ingest);
  }

  /** A desk with a broker and a venue at two addresses. */
  static DeskConfig config(String kafka, String rest, String streams, String ingest) {
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "%s", journalPartitions: 2}
        venue: {name: sim, restUrl: "%s", streamUrl: "%s", wsApiUrl: "%s", symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        """
                .formatted(kafka, rest, streams, streams)
            + ingest
            + "\n");
  }
}
