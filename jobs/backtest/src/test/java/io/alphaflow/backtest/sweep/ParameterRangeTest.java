package io.alphaflow.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterRangeTest {

  @Test
  void readsStepsAndLists() {
    assertThat(ParameterRange.parse("fast=5..20/5").values())
        .containsExactly("5", "10", "15", "20");
    assertThat(ParameterRange.parse("n=-1..1").values()).containsExactly("-1", "0", "1");
    assertThat(ParameterRange.parse("x=0.1..0.35/0.1").values())
        .containsExactly("0.1", "0.2", "0.3");
    assertThat(ParameterRange.parse(" type = sma, ema ").values()).containsExactly("sma", "ema");
    assertThat(ParameterRange.parse("size=0.5").values()).containsExactly("0.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "=5", "fast=", "fast=9..5", "fast=1..5/0", "fast=1.2.3..5"})
  void saysWhatItWouldUnderstand(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterRange.parse(text))
        .withMessageContaining("\"" + text + "\"")
        .withMessageContaining("fast=5..30/5");
  }

  @Test
  void everyCombinationOnceTheLastRangeFastest() {
    List<ParameterRange> ranges =
        List.of(ParameterRange.parse("a=1..2"), ParameterRange.parse("b=x,y"));
    assertThat(ParameterRange.grid(ranges, 4))
        .containsExactly(
            Map.of("a", "1", "b", "x"),
            Map.of("a", "1", "b", "y"),
            Map.of("a", "2", "b", "x"),
            Map.of("a", "2", "b", "y"));
    assertThat(ParameterRange.grid(List.of(), 4)).containsExactly(Map.of());
    assertThatIllegalArgumentException().isThrownBy(() -> ParameterRange.grid(ranges, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterRange.grid(List.of(ranges.get(0), ranges.get(0)), 100));
  }
}
