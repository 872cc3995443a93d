package io.alphaflow.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeskAddressesTest {

  @Test
  void followThePortsAndNothingElse() {
    String yaml =
        """
        kafka: {bootstrapServers: "127.0.0.1:9092"}
        venue: {restUrl: "http://127.0.0.1:8788", wsApiUrl: "ws://127.0.0.1:8788/ws-api/v3"}
        database: {jdbcUrl: "jdbc:postgresql://127.0.0.1:5433/alphaflow"}
        other: [127.0.0.1:90920, 127.0.0.1:7, 10.127.0.0.1:9092, "broker:9092"] # 9092
        """;

    assertThat(DeskAddresses.moved(yaml, ports(9092, 5433, 8788), ports(5433, 8788, 1234)))
        .isEqualTo(
            """
            kafka: {bootstrapServers: "127.0.0.1:5433"}
            venue: {restUrl: "http://127.0.0.1:1234", wsApiUrl: "ws://127.0.0.1:1234/ws-api/v3"}
            database: {jdbcUrl: "jdbc:postgresql://127.0.0.1:8788/alphaflow"}
            other: [127.0.0.1:90920, 127.0.0.1:7, 10.127.0.0.1:9092, "broker:9092"] # 9092
            """);
  }

  @Test
  void withoutAnExchangeItsAddressIsNotTouched() {
    String yaml = "venue: {restUrl: \"http://127.0.0.1:8788\"}";

    assertThat(DeskAddresses.moved(yaml, ports(9092, 5433, 8788), ports(1, 2, 0))).isEqualTo(yaml);
    assertThat(DeskAddresses.moved(yaml, ports(9092, 5433, 0), ports(1, 2, 3))).isEqualTo(yaml);
  }

  private static ClusterSettings ports(int kafka, int database, int exchange) {
    return new ClusterSettings(
        8081,
        6123,
        0,
        0,
        "",
        "",
        "9249",
        kafka,
        database,
        exchange,
        8,
        "auto",
        "BTC/USD",
        "",
        1,
        "1",
        false,
        new TreeMap<>());
  }
}
