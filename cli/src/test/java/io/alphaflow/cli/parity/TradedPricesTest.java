package io.alphaflow.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TradedPricesTest {

  @Test
  void saysWhatWasTradedAndTheLastPriceBefore() {
    TradedPrices prices = new TradedPrices();
    assertThat(prices.between(0, 100)).isEmpty();
    prices.add(10, 5);
    prices.add(20, 9);
    prices.add(30, 2);
    assertThat(prices.between(11, 19)).contains(new TradedPrices.Range(5, 5));
    assertThat(prices.between(11, 20)).contains(new TradedPrices.Range(5, 9));
    assertThat(prices.between(20, 29)).contains(new TradedPrices.Range(5, 9));
    assertThat(prices.between(31, 99)).contains(new TradedPrices.Range(2, 2));
    assertThat(prices.between(1, 9)).isEmpty();
    assertThat(new TradedPrices.Range(5, 9).includes(10, 1)).isTrue();
    assertThat(new TradedPrices.Range(5, 9).includes(11, 1)).isFalse();
    assertThat(new TradedPrices.Range(5, 9).includes(3, 1)).isFalse();
  }

  @Test
  void isWhatALookAtEveryTradeSays() {
    Random random = new Random(5);
    long[] times = new long[5_000];
    long[] traded = new long[times.length];
    TradedPrices prices = new TradedPrices();
    long time = 0;
    for (int i = 0; i < times.length; i++) {
      time += random.nextInt(3);
      times[i] = time;
      traded[i] = 1 + random.nextInt(1_000);
      prices.add(times[i], traded[i]);
    }
    for (int look = 0; look < 500; look++) {
      long from = random.nextInt((int) time);
      long to = from + random.nextInt(50);
      assertThat(prices.between(from, to)).isEqualTo(slow(times, traded, from, to));
    }
  }

  private static Optional<TradedPrices.Range> slow(
      long[] times, long[] traded, long from, long to) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    long before = -1;
    for (int i = 0; i < times.length && times[i] <= to; i++) {
      if (times[i] < from) {
        before = traded[i];
      } else {
        low = Math.min(low, traded[i]);
        high = Math.max(high, traded[i]);
      }
    }
    if (before > 0) {
      low = Math.min(low, before);
      high = Math.max(high, before);
    }
    return low > high ? Optional.empty() : Optional.of(new TradedPrices.Range(low, high));
  }
}
