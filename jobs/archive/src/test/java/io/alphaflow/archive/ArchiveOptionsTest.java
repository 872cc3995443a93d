package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
        .isEqualTo(
            new ArchiveOptions(
                1_000,
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                StorageOptions.DEFAULTS));
  }

  @Test
  void readsWhenToAlert() {
    assertThat(read("{alertBehind: 5m, answerTimeout: 3s}"))
        .isEqualTo(
            new ArchiveOptions(
                1_000,
                Duration.ofMillis(200),
                Duration.ofSeconds(3),
                Duration.ofMinutes(5),
                StorageOptions.DEFAULTS));
    assertThat(read("{alertBehind: off}").alertBehind()).isZero();
  }

  @Test
  void readsWhatBecomesOfOldRows() {
    assertThat(
            read("{aggregates: false, compressAfter: 7d, retention: {trades: 90d, quotes: 30d}}")
                .storage())
        .isEqualTo(
            new StorageOptions(
                false,
                Duration.ofDays(7),
                new TreeMap<>(
                    Map.of("trades", Duration.ofDays(90), "quotes", Duration.ofDays(30)))));
  }

  @Test
  void keepsWhatTellsWhySomethingWasDone() {
    assertThatThrownBy(() -> read("{retention: {decisions: 90d, trades: 1d}}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("archive.retention.decisions")
        .hasMessageContaining(
            "archive.retention.trades: \"1d\" is not accepted; expected at least 7d");
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
