package io.alphaflow.pnl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.config.ConfigException;
import io.alphaflow.common.config.DeskConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PnlOptionsTest {

  static DeskConfig config(String pnl) {
    return config("localhost:9092", pnl);
  }

  static DeskConfig config(String bootstrapServers, String pnl) {
    return DeskConfig.parse(
        "test",
        """
        desk: test
        kafka: {bootstrapServers: "%s"}
        venue: {name: sim, restUrl: x, streamUrl: x, wsApiUrl: x, symbols: [BTC/USD]}
        accounts:
          - {id: main, currency: USD, apiKey: "${env:NONE}", secret: "${env:NONE}"}
        pnl: %s
        """
            .formatted(bootstrapServers, pnl));
  }

  @Test
  void readsTheMarkInterval() {
    assertThat(PnlOptions.read(config("{markInterval: 5s}")).markIntervalMicros())
        .isEqualTo(5_000_000);
    assertThat(PnlOptions.read(config("{}")).markInterval()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void refusesZeroAndUnknownKeys() {
    assertThatThrownBy(() -> PnlOptions.read(config("{markInterval: 0s, interval: 1s}")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("pnl.markInterval")
        .hasMessageContaining("pnl.interval: unknown key");
  }
}
