package io.alphaflow.backtest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  @Test
  void drawsSomeCombinationsWithoutPuttingBack() {
    List<ParameterRange> ranges =
        List.of(ParameterRange.parse("a=1..30"), ParameterRange.parse("b=1..40"));
    List<Map<String, String>> all = ParameterRange.grid(ranges, 1_200);
    List<Map<String, String>> drawn = ParameterRange.sample(ranges, 200, 7);
    assertThat(drawn).hasSize(200).doesNotHaveDuplicates().isSubsetOf(all);
    assertThat(drawn).isSortedAccordingTo(Comparator.comparingInt(all::indexOf));
    assertThat(ParameterRange.sample(ranges, 200, 7)).isEqualTo(drawn);
    assertThat(ParameterRange.sample(ranges, 200, 8)).isNotEqualTo(drawn);
    assertThat(ParameterRange.sample(ranges, 1_200, 7)).isEqualTo(all);
  }

  @Test
  void drawsEachCombinationAsOften() {
    List<ParameterRange> ranges = List.of(ParameterRange.parse("a=1..10"));
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = 0; seed < 10_000; seed++) {
      ParameterRange.sample(ranges, 3, seed)
          .forEach(set -> counts.merge(set.get("a"), 1, Integer::sum));
    }
    // 3,000 are expected with a deviation of about 46.
    assertThat(counts).hasSize(10);
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 3_000) < 250);
  }

  @Test
  void drawsFromMoreThanCouldBeListed() {
    List<ParameterRange> ranges =
        List.of(
            ParameterRange.parse("a=1..90000"),
            ParameterRange.parse("b=1..90000"),
            ParameterRange.parse("c=1..90000"));
    assertThat(ParameterRange.sample(ranges, 5, 1)).hasSize(5).doesNotHaveDuplicates();
    List<ParameterRange> more = new ArrayList<>(ranges);
    more.add(ParameterRange.parse("d=1..90000"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterRange.sample(more, 5, 1))
        .withMessageContaining("too many");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterRange.sample(List.of(ranges.get(0), ranges.get(0)), 5, 1))
        .withMessageContaining("given twice");
  }
}
