package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold for indicators that run for years. */
@Timeout(120)
class IndicatorStabilityTest {

  private static final int PERIOD = 20;

  private static List<SeriesIndicator> all() {
    return List.of(
        new Sma(PERIOD),
        new Ema(PERIOD),
        new Rsi(PERIOD),
        new StandardDeviation(PERIOD),
        new Bollinger(PERIOD, 2),
        RollingExtreme.highest(PERIOD),
        RollingExtreme.lowest(PERIOD));
  }

  @Test
  void doesNotDriftOverTenMillionUpdates() {
    long seed = 20131125;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Sma sma = new Sma(PERIOD);
    StandardDeviation deviation = new StandardDeviation(PERIOD);
    RollingExtreme highest = RollingExtreme.highest(PERIOD);
    int updates = 10_000_007;
    double[] tail = new double[PERIOD];
    double price = 50_000;
    for (int i = 0; i < updates; i++) {
      price = Math.max(0.01, price + random.nextInt(201) / 100.0 - 1);
      // Now and then a number a billion times as large, which must leave no trace behind.
      double number = i % 1_000_003 == 0 ? price * 1e9 : price;
      sma.update(number);
      deviation.update(number);
      highest.update(number);
      tail[i % PERIOD] = number;
    }
    double mean = Naive.mean(tail, PERIOD, PERIOD);
    double expected = Naive.deviation(tail, PERIOD, PERIOD);
    assertThat(sma.value()).isCloseTo(mean, within(1e-14 * mean));
    assertThat(deviation.mean()).isCloseTo(mean, within(1e-14 * mean));
    assertThat(deviation.value()).isCloseTo(expected, within(1e-10 * expected));
    assertThat(highest.value()).isEqualTo(Naive.highest(tail, PERIOD, PERIOD));
  }

  @Test
  void forgetsAnOutlierAsSoonAsItLeavesTheWindow() {
    Sma sma = new Sma(PERIOD);
    StandardDeviation deviation = new StandardDeviation(PERIOD);
    for (int i = 0; i < 3 * PERIOD + 7; i++) {
      sma.update(i == PERIOD + 3 ? 1e17 : 100.25);
      deviation.update(i == PERIOD + 3 ? 1e17 : 100.25);
    }
    assertThat(sma.value()).isEqualTo(100.25);
    assertThat(deviation.value()).isZero();
  }

  @Test
  void updatesAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (SeriesIndicator indicator : all()) {
      run(indicator, 50_000);
      long before = threads.getCurrentThreadAllocatedBytes();
      run(indicator, 1_000_000);
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(allocated).as(indicator.getClass().getSimpleName()).isLessThan(100_000);
    }
  }

  private static void run(SeriesIndicator indicator, int updates) {
    for (int i = 0; i < updates; i++) {
      indicator.update(1_000 + i % 17);
    }
  }

  @Test
  void refusesWhatWouldSpoilEveryLaterValue() {
    for (SeriesIndicator indicator : all()) {
      assertThatThrownBy(() -> indicator.update(Double.NaN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("NaN");
      assertThatThrownBy(() -> indicator.update(Double.POSITIVE_INFINITY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesPeriodsBelowOne() {
    assertThatThrownBy(() -> new Sma(0)).hasMessageContaining("at least 1, is 0");
    assertThatThrownBy(() -> new Ema(0)).hasMessageContaining("at least 1, is 0");
    assertThatThrownBy(() -> new Rsi(-1)).hasMessageContaining("at least 1, is -1");
    assertThatThrownBy(() -> new Bollinger(0, 2)).hasMessageContaining("at least 1, is 0");
    assertThatThrownBy(() -> new Bollinger(20, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> RollingExtreme.lowest(0)).hasMessageContaining("at least 1, is 0");
  }

  @Test
  void rsiOfOneWayMarketsIsExtremeAndOfADeadMarketNeutral() {
    Rsi rising = new Rsi(3);
    Rsi falling = new Rsi(3);
    Rsi dead = new Rsi(3);
    for (int i = 0; i < 10; i++) {
      rising.update(100 + i);
      falling.update(100 - i);
      dead.update(100);
    }
    assertThat(rising.value()).isEqualTo(100);
    assertThat(falling.value()).isEqualTo(0);
    assertThat(dead.value()).isEqualTo(50);
  }
}
