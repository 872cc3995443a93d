package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ArchiveOptionsTest {

  private static ArchiveOptions read(String archive) {
    return ArchiveOptions.read(
        DeskConfig.parse(
            "test",
            """
            desk: test
            kafka: {bootstrapServers: "localhost:9092"}
            venue: {name: sim, restUrl: x, streamUrl: x, wsApiUrl: x, symbols: [BTC/USD]}
            accounts:
              - {id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}
            archive: %s
            """
                .formatted(archive)));
  }

  @Test
  void hasDefaults() {
    assertThat(read("{}"))
        .isEqualTo(new ArchiveOptions(1_000, Duration.ofMillis(200), Duration.ofSeconds(30)));
  }

  @Test
  void namesEveryBadValue() {
    assertThatThrownBy(() -> read("{batchSize: 0, flushInterval: soon, batch: 1}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("archive.batchSize")
        .hasMessageContaining("archive.flushInterval")
        .hasMessageContaining("archive.batch: unknown key");
  }
}
