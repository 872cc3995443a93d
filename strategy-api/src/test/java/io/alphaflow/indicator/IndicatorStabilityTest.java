package io.alphaflow.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.alphaflow.indicator.Definitions.Definition;
import io.alphaflow.indicator.IndicatorSpec.Feed;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must hold for indicators that run for years. */
@Timeout(120)
class IndicatorStabilityTest {

  private static final int UPDATES = 10_000_000;
  private static final Market NOISE = Market.random(20131125, 1_009);
  private static final Market TAIL = Market.random(20131201, 600);
  private static final List<Candle> BARS = new ArrayList<>();

  static {
    for (int i = 0; i < NOISE.length; i++) {
      BARS.add(NOISE.bar(i));
    }
    // Now and then a bar a billion times as large, which must leave no trace behind.
    BARS.add(new Candle().set(0, 1, 5e13, 9e13, 3e13, 6e13, 1e15));
  }

  static List<Definition> all() {
    return Definitions.all(14, 5).stream().filter(d -> !d.spec().contains("first-value")).toList();
  }

  private static void feed(LiveIndicator indicator, Feed feed, int updates) {
    for (int i = 0; i < updates; i++) {
      switch (feed) {
        case BARS -> indicator.onBar(BARS.get(i % BARS.size()));
        case TRADES -> indicator.onTrade(NOISE.trades[i % NOISE.length]);
        case QUOTES -> indicator.onQuote(NOISE.quotes[i % NOISE.length]);
      }
    }
  }

  /** The last values must be those of a computation that has seen only the last few bars. */
  @ParameterizedTest
  @MethodSource("all")
  void doesNotDriftOverTenMillionUpdates(Definition definition) {
    IndicatorSpec spec = IndicatorSpec.parse(definition.spec());
    LiveIndicator indicator = spec.create();
    feed(indicator, spec.feed(), UPDATES - TAIL.length);
    double before = indicator.value(0);
    for (int i = 0; i < TAIL.length; i++) {
      TAIL.feed(i, indicator);
    }
    double[][] expected = definition.values().apply(TAIL);
    boolean isSum = definition.spec().equals("obv");
    for (int output = 0; output < expected.length; output++) {
      double right = expected[output][TAIL.length - 1];
      double value = indicator.value(output);
      if (isSum) {
        right += before + firstOfTail();
      }
      assertThat(value)
          .as(definition.spec() + " output " + output)
          .isCloseTo(right, within(1e-9 * Math.max(1, Math.abs(right))));
    }
  }

  /** What the first bar of the tail adds when there was one before it. */
  private static double firstOfTail() {
    double last = BARS.get((UPDATES - TAIL.length - 1) % BARS.size()).close();
    return Math.signum(TAIL.close[0] - last) * TAIL.volume[0];
  }

  @Test
  void tenMillionVolumesAddUpExactly() {
    Obv balance = new Obv();
    Candle bar = new Candle();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < UPDATES; i++) {
      // Volumes of many digits, and a growing sum: a plain one loses eight of its digits here.
      double volume = 1e8 + (i % 1_000) / 7.0;
      boolean up = i % 3 != 0;
      bar.set(i, i + 1, 1, 3, 1, up ? 1 + i % 3 : 0, volume);
      balance.update(bar);
      if (i < 3_000 && i > 0) {
        sum = sum.add(new BigDecimal(up ? volume : -volume));
      }
      if (i == 2_999) {
        assertThat(balance.value()).isEqualTo(sum.doubleValue());
      }
    }
    // 3,000 bars are a whole round of both counters; the first bar of all is not counted.
    BigDecimal round = sum.subtract(new BigDecimal(1e8));
    BigDecimal rounds = BigDecimal.valueOf(UPDATES / 3_000);
    BigDecimal exact = round.multiply(rounds).add(new BigDecimal(1e8));
    for (int i = UPDATES / 3_000 * 3_000; i < UPDATES; i++) {
      double volume = 1e8 + (i % 1_000) / 7.0;
      exact = exact.add(new BigDecimal(i % 3 != 0 ? volume : -volume));
    }
    assertThat(balance.value()).isEqualTo(exact.doubleValue());
  }

  @Test
  void forgetsAnOutlierAsSoonAsItLeavesTheWindow() {
    for (String text : List.of("sma(20)", "wma(20)", "rolling-vwap(20)", "linreg(20).intercept")) {
      IndicatorSpec spec = IndicatorSpec.parse(text.replace(".intercept", ""));
      LiveIndicator indicator = spec.create();
      LiveIndicator deviation = IndicatorSpec.parse("stddev(20)").create();
      for (int i = 0; i < 67; i++) {
        double price = i == 23 ? 1e17 : 100.25;
        Candle bar = new Candle().set(i, i + 1, price, price, price, price, 1);
        indicator.onBar(bar);
        deviation.onBar(bar);
      }
      int output = text.endsWith("intercept") ? spec.output("intercept") : 0;
      assertThat(indicator.value(output)).as(text).isEqualTo(100.25);
      assertThat(deviation.value(0)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void updatesAllocateNothing(Definition definition) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    IndicatorSpec spec = IndicatorSpec.parse(definition.spec());
    LiveIndicator indicator = spec.create();
    double seen = 0;
    long least = Long.MAX_VALUE;
    for (int run = 0; run < 5; run++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      feed(indicator, spec.feed(), 20_000);
      seen += indicator.value(0);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(seen).isNotNaN();
    assertThat(least).as("bytes for 20,000 updates").isZero();
  }

  @Test
  void refusesWhatWouldSpoilEveryLaterValue() {
    for (SeriesIndicator indicator :
        List.of(
            new Sma(3),
            new Ema(3),
            new Wma(3),
            new Dema(3, Seed.MEAN),
            new Rsi(3),
            new Macd(2, 3, 2, Seed.MEAN),
            new StandardDeviation(3),
            new Bollinger(3, 2),
            new ZScore(3),
            new RateOfChange(3),
            new LinearRegression(3),
            new EwmaVolatility(0.94, 3, Seed.MEAN),
            RollingExtreme.highest(3))) {
      for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatThrownBy(() -> indicator.update(bad))
            .as(indicator.getClass().getSimpleName())
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("finite numbers, got " + bad);
      }
    }
    assertThatThrownBy(() -> new Candle().set(0, 1, 1, 1, 1, Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesLengthsThatMakeNoSense() {
    assertThatThrownBy(() -> new Sma(0)).hasMessageContaining("at least 1, is 0");
    assertThatThrownBy(() -> new Ema(0)).hasMessageContaining("at least 1, is 0");
    assertThatThrownBy(() -> new Rsi(-1)).hasMessageContaining("at least 1, is -1");
    assertThatThrownBy(() -> new Bollinger(20, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> IndicatorSpec.parse("macd(26,12,9)"))
        .hasMessageContaining("macd(26,12,9): fast 26 must be below slow 12");
    assertThatThrownBy(() -> IndicatorSpec.parse("linreg(1)")).hasMessageContaining("at least 2");
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

  @Test
  void everyValueOfADeadMarketIsFinite() {
    Candle bar = new Candle();
    for (IndicatorDescriptor descriptor : IndicatorCatalog.descriptors()) {
      IndicatorSpec spec = IndicatorSpec.parse(descriptor.name());
      LiveIndicator indicator = spec.create();
      for (int i = 0; i < 2 * spec.warmUp() && descriptor.feed() == Feed.BARS; i++) {
        indicator.onBar(bar.set(i, i + 1, 0.3, 0.3, 0.3, 0.3, 0));
        for (int output = 0; output < spec.outputs().size() && indicator.isReady(); output++) {
          assertThat(indicator.value(output)).as(spec + " output " + output).isFinite();
        }
      }
      assertThat(indicator.isReady()).isEqualTo(descriptor.feed() == Feed.BARS);
    }
  }

  @Test
  void volatilityPassesOverPricesWithoutALogarithm() {
    EwmaVolatility with = new EwmaVolatility(0.9, 2, Seed.MEAN);
    EwmaVolatility without = new EwmaVolatility(0.9, 2, Seed.MEAN);
    for (double price : new double[] {100, 101, 0, -5, 200, 202, 199}) {
      with.update(price);
    }
    for (double price : new double[] {100, 101}) {
      without.update(price);
    }
    assertThat(without.isReady()).isFalse();
    double first = Math.pow(Math.log(101 / 100.0), 2);
    double second = Math.pow(Math.log(202 / 200.0), 2);
    double third = Math.pow(Math.log(199 / 202.0), 2);
    double expected = Math.sqrt(0.9 * (first + second) / 2 + 0.1 * third);
    assertThat(with.value()).isCloseTo(expected, within(1e-15));
  }

  @Test
  void aSessionThatWasNotSeenFromItsBeginningHasNoAverage() {
    long day = 86_400_000_000L;
    SessionVwap whole = new SessionVwap(false);
    SessionVwap part = new SessionVwap(true);
    Candle bar = new Candle();
    for (SessionVwap average : List.of(whole, part)) {
      average.update(bar.set(day + 60_000_000, day + 120_000_000, 5, 5, 5, 5, 1));
    }
    assertThat(whole.isReady()).isFalse();
    assertThat(part.value()).isEqualTo(5);
    whole.update(bar.set(2 * day + 60_000_000, 2 * day + 120_000_000, 7, 7, 7, 7, 1));
    assertThat(whole.value()).isEqualTo(7);
    whole.update(bar.set(2 * day + 120_000_000, 2 * day + 180_000_000, 9, 9, 9, 9, 3));
    assertThat(whole.value()).isEqualTo(8.5);
  }
}
