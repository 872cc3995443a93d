package io.alphaflow.backtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DownsampleTest {

  private static long[] times(int size) {
    long[] times = new long[size];
    Arrays.setAll(times, i -> 1_700_000_000_000_000L + i * 60_000_000L);
    return times;
  }

  @Property(tries = 200)
  void keepsTheEndsTheOrderAndTheNumberAskedFor(
      @ForAll @IntRange(min = 0, max = 3_000) int size,
      @ForAll @IntRange(min = 3, max = 500) int count) {
    double[] values = new Random(size).doubles(size).toArray();
    int[] chosen = Downsample.line(times(size), values, count);
    assertThat(chosen).hasSize(Math.min(size, count)).isSorted().doesNotHaveDuplicates();
    if (size > 0) {
      assertThat(chosen[0]).isZero();
      assertThat(chosen[chosen.length - 1]).isEqualTo(size - 1);
    }
  }

  @Test
  void aSpikeStaysInTheLine() {
    double[] values = new double[10_000];
    values[4_321] = 50;
    assertThat(Downsample.line(times(10_000), values, 100)).contains(4_321);
  }

  @Property(tries = 200)
  void theLowestAndTheHighestPointAreAmongTheExtremes(
      @ForAll @IntRange(min = 1, max = 3_000) int size,
      @ForAll @IntRange(min = 1, max = 500) int count) {
    double[] values = new Random(size).doubles(size).toArray();
    int[] lows = Downsample.lows(values, count);
    int[] highs = Downsample.highs(values, count);
    assertThat(Arrays.stream(lows).mapToDouble(i -> values[i]).min())
        .isEqualTo(Arrays.stream(values).min());
    assertThat(Arrays.stream(highs).mapToDouble(i -> values[i]).max())
        .isEqualTo(Arrays.stream(values).max());
    assertThat(lows).hasSize(Math.min(size, count)).isSorted();
  }
}
