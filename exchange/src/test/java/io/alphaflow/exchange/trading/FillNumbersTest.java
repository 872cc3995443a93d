package io.alphaflow.exchange.trading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FillNumbersTest {

  private static final long SOME_TIME = 1_790_000_000_123_456L;

  @Test
  void fillsOfOneMicrosecondHaveDifferentNumbersThatRise() {
    List<Long> numbers =
        FillNumbers.of("order", List.of(SOME_TIME, SOME_TIME, SOME_TIME, SOME_TIME + 1));
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
    assertThat(numbers).allMatch(n -> n > 0);
    assertThat(numbers.stream().map(FillNumbers::micros))
        .containsExactly(SOME_TIME, SOME_TIME, SOME_TIME, SOME_TIME + 1);
  }

  @Test
  void laterFillsDoNotChangeTheNumbersOfEarlierOnes() {
    List<Long> before = FillNumbers.of("order", List.of(SOME_TIME, SOME_TIME));
    List<Long> after = FillNumbers.of("order", List.of(SOME_TIME, SOME_TIME, SOME_TIME + 5));
    assertThat(after.subList(0, 2)).isEqualTo(before);
  }

  @Test
  void moreThan256InOneMicrosecondStillDiffer() {
    List<Long> numbers = FillNumbers.of("order", Collections.nCopies(1_000, SOME_TIME));
    assertThat(new HashSet<>(numbers)).hasSize(1_000);
    assertThat(numbers).isSorted();
  }

  @Property(tries = 200)
  void numbersRiseWithTimeInAnyOrder(
      @ForAll @Size(max = 40) List<@LongRange(min = 0, max = 30) Long> steps,
      @ForAll String order) {
    List<Long> times = new ArrayList<>();
    long time = SOME_TIME;
    for (long step : steps) {
      time += step;
      times.add(time);
    }
    assertThat(FillNumbers.of(order, times)).isSorted().doesNotHaveDuplicates();
  }
}
