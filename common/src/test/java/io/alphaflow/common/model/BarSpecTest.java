package io.alphaflow.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.common.model.BarSpec.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarSpecTest {

  @ParameterizedTest
  @CsvSource({
    "1s,1s,TIME,1000000",
    "60s,1m,TIME,60000000",
    "240m,4h,TIME,14400000000",
    "24h,1d,TIME,86400000000",
    "100t,100t,TICKS,100",
    "10v,10v,VOLUME,1000000000",
    "0.50v,0.5v,VOLUME,50000000"
  })
  void labelsAreReadAndWrittenInTheirShortestForm(String text, String label, Kind kind, long size) {
    BarSpec spec = BarSpec.parse(text);
    assertThat(spec).isEqualTo(new BarSpec(label, kind, size));
    assertThat(BarSpec.parse(label)).isEqualTo(spec);
    assertThat(BarSpec.isCounted(label)).isEqualTo(!spec.isTime());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "0m", "-1m", "1.5m", "1w", "1M", "t", "0t", "0v", "xv", "1 m"})
  void anythingElseIsRefusedWithWhatWouldBeRight(String text) {
    assertThatThrownBy(() -> BarSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"")
        .hasMessageContaining("expected a time such as 1s");
  }
}
