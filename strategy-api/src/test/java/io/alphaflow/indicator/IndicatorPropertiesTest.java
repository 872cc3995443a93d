package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.alphaflow.common.state.StateCodec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Each indicator against its definition, on prices with quiet stretches and jumps. */
class IndicatorPropertiesTest {

  private interface Definition {
    double of(double[] series, int end, int period);
  }

  @Provide
  Arbitrary<double[]> prices() {
    Arbitrary<Double> cents =
        Arbitraries.oneOf(
                Arbitraries.integers().between(79_990, 80_010),
                Arbitraries.integers().between(1, 10_000_000))
            .map(n -> n / 100.0);
    return cents.array(double[].class).ofMinSize(1).ofMaxSize(150);
  }

  @Property(tries = 200)
  void smaIsTheMean(@ForAll("prices") double[] series, @ForAll @IntRange(min = 1, max = 40) int n) {
    compare(series, n, new Sma(n), Naive::mean, 1e-12);
  }

  @Property(tries = 200)
  void emaFollowsItsRecursion(
      @ForAll("prices") double[] series, @ForAll @IntRange(min = 1, max = 40) int n) {
    compare(series, n, new Ema(n), Naive::ema, 1e-12);
  }

  @Property(tries = 200)
  void rsiFollowsWilder(
      @ForAll("prices") double[] series, @ForAll @IntRange(min = 1, max = 40) int n) {
    compare(series, n, new Rsi(n), Naive::rsi, 1e-10);
  }

  @Property(tries = 200)
  void deviationIsThatOfThePopulation(
      @ForAll("prices") double[] series, @ForAll @IntRange(min = 1, max = 40) int n) {
    compare(series, n, new StandardDeviation(n), Naive::deviation, 1e-10);
  }

  @Property(tries = 200)
  void highestAndLowestAreExact(
      @ForAll("prices") double[] series, @ForAll @IntRange(min = 1, max = 40) int n) {
    compare(series, n, RollingExtreme.highest(n), Naive::highest, 0);
    compare(series, n, RollingExtreme.lowest(n), Naive::lowest, 0);
  }

  @Property(tries = 200)
  void bandsLieAroundTheMean(
      @ForAll("prices") double[] series, @ForAll @IntRange(min = 1, max = 40) int n) {
    Bollinger bands = new Bollinger(n, 2.5);
    for (int end = 1; end <= series.length; end++) {
      bands.update(series[end - 1]);
      if (end < n) {
        assertThat(bands.upper()).isNaN();
        assertThat(bands.percentB()).isNaN();
        continue;
      }
      double mean = Naive.mean(series, end, n);
      double reach = 2.5 * Naive.deviation(series, end, n);
      double tolerance = 1e-9 * mean;
      assertThat(bands.value()).isCloseTo(mean, within(tolerance));
      assertThat(bands.upper()).isCloseTo(mean + reach, within(tolerance));
      assertThat(bands.lower()).isCloseTo(mean - reach, within(tolerance));
      assertThat(bands.width()).isCloseTo(2 * reach / mean, within(1e-9));
      double percent = reach == 0 ? 0.5 : (series[end - 1] - mean + reach) / (2 * reach);
      // Prices that differ in their last digits only leave few digits for their place in the bands.
      double lost = reach == 0 ? 0 : 1e-15 * mean / reach;
      assertThat(bands.percentB()).isCloseTo(percent, within(1e-9 + lost));
    }
  }

  private static <T extends SeriesIndicator> void compare(
      double[] series, int period, T indicator, Definition definition, double relative) {
    @SuppressWarnings("unchecked")
    StateCodec<T> codec = new StateCodec<>((Class<T>) indicator.getClass());
    T restored = codec.decode(codec.encode(indicator));
    for (int end = 1; end <= series.length; end++) {
      double value = indicator.update(series[end - 1]);
      // The other one goes through its stored form before every number and must not differ at all.
      restored = codec.decode(codec.encode(restored));
      assertThat(bits(restored.update(series[end - 1]))).isEqualTo(bits(value));
      assertThat(indicator.isReady()).isEqualTo(end >= indicator.warmUp());
      assertThat(bits(indicator.value())).isEqualTo(bits(value));
      if (end < indicator.warmUp()) {
        assertThat(value).isNaN();
      } else {
        double expected = definition.of(series, end, period);
        assertThat(value).isCloseTo(expected, within(relative * Math.max(1, Math.abs(expected))));
      }
    }
  }

  /** So that NaN equals NaN and nothing else does. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }
}
