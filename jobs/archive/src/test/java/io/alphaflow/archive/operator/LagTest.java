package io.alphaflow.archive.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Alert;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagTest {

  private final Lag lag = new Lag(Duration.ofSeconds(60));

  private static RawRecord record(long offset, long timestamp) {
    return new RawRecord("pnl", 1, offset, timestamp, "", new byte[0]);
  }

  @Test
  void alertsOnceWhenBehindAndOnceWhenItIsOver() {
    assertThat(lag.look(record(1, 40_000), 100_000, "")).isEmpty();
    Alert behind = lag.look(record(1, 40_000), 100_001, "refused").orElseThrow();
    assertThat(behind.code()).isEqualTo("ARCHIVE_BEHIND");
    assertThat(behind.id()).isEqualTo("pnl/1/1");
    assertThat(behind.time()).isEqualTo(40_000_000);
    assertThat(behind.message()).contains("60 s behind").contains("refused");
    assertThat(lag.look(record(1, 40_000), 900_000, "refused")).isEmpty();
    assertThat(lag.millis()).isEqualTo(860_000);
    assertThat(lag.look(record(9, 870_000), 900_000, "")).isEmpty();
    Alert over = lag.look(record(9, 890_000), 900_000, "").orElseThrow();
    assertThat(over.code()).isEqualTo("ARCHIVE_CAUGHT_UP");
    assertThat(over.id()).isEqualTo(behind.id());
    assertThat(lag.look(null, 900_000, "")).isEmpty();
    assertThat(lag.millis()).isZero();
  }

  @Test
  void nothingWaitsAndNothingCameIsCaughtUp() {
    assertThat(lag.look(record(1, 0), 100_000, "")).isPresent();
    assertThat(lag.look(null, 101_000, "").orElseThrow().code()).isEqualTo("ARCHIVE_CAUGHT_UP");
  }

  @Test
  void saysNothingWithoutAThreshold() {
    assertThat(new Lag(Duration.ZERO).look(record(1, 0), 1_000_000, "")).isEmpty();
  }
}
