package io.alphaflow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

  @ParameterizedTest
  @CsvSource({"1000000, 1000000", "1230000, 10000", "1234567, 1", "0, 1000000", "5, 1"})
  void theGridIsTheCoarsestThatAllLieOn(long value, long grid) {
    long[] times = {1, 2};
    long[] values = {3_000_000, value};
    Recording recording = new Recording("BTCUSD", times, values, values);
    assertThat(recording.priceGrid(1_000_000)).isEqualTo(grid);
    assertThat(recording.quantityGrid(1_000_000)).isEqualTo(grid);
  }
}
