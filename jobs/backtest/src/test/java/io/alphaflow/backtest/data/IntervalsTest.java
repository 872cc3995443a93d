package io.alphaflow.backtest.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.alphaflow.common.model.BarSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IntervalsTest {

  private static String of(String wanted, String... there) {
    return Intervals.choose(
        Optional.ofNullable(wanted).map(BarSpec::parse), List.of(there), "the log");
  }

  @Test
  void whatIsWantedOrTheLongestPartOfIt() {
    assertThat(of("5m", "1m", "5m", "15m")).isEqualTo("5m");
    assertThat(of("1h", "1s", "15m", "4h", "1m")).isEqualTo("15m");
    assertThat(of("100t", "1m", "100t")).isEqualTo("100t");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("200t", "1m", "100t"))
        .withMessage("the log has no bars of 200t, it has bars of 1m, 100t: say --interval");
  }

  @Test
  void aMinuteOrTheOnlyOneWhenNothingWasSaid() {
    assertThat(of(null, "1h", "1m", "1s")).isEqualTo("1m");
    assertThat(of(null, "1d", "1d")).isEqualTo("1d");
    assertThatIllegalArgumentException().isThrownBy(() -> of(null, "1h", "1d"));
  }
}
