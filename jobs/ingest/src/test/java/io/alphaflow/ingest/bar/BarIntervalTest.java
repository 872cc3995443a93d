package io.alphaflow.ingest.bar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarIntervalTest {

  @ParameterizedTest
  @CsvSource({"250,250ms", "1000,1s", "90000,90s", "60000,1m", "3600000,1h", "86400000,1d"})
  void isNamedByItsLargestWholeUnit(long millis, String label) {
    BarInterval interval = BarInterval.of(Duration.ofMillis(millis));
    assertThat(interval.label()).isEqualTo(label);
    assertThat(interval.micros()).isEqualTo(millis * 1_000);
  }

  @Test
  void opensAtWholeMultiplesSinceTheEpoch() {
    BarInterval minute = BarInterval.of(Duration.ofMinutes(1));
    assertThat(minute.openTime(119_999_999)).isEqualTo(60_000_000);
    assertThat(minute.openTime(120_000_000)).isEqualTo(120_000_000);
    assertThat(minute.openTime(-1)).isEqualTo(-60_000_000);
  }

  @Test
  void refusesLengthsThatRecordsCannotName() {
    assertThatThrownBy(() -> BarInterval.of(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BarInterval.of(Duration.ofNanos(1_500_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
