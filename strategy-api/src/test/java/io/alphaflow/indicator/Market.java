package io.alphaflow.indicator;

import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Trade;
import java.util.SplittableRandom;

/** A made-up market: quiet stretches, jumps and standstills; a bar, a trade and a quote a step. */
final class Market {

  private static final long STEP = 7_200_000_000L;

  final int length;
  final double[] open;
  final double[] high;
  final double[] low;
  final double[] close;
  final double[] volume;
  final long[] openTime;
  final Trade[] trades;
  final Quote[] quotes;

  private Market(int length) {
    this.length = length;
    open = new double[length];
    high = new double[length];
    low = new double[length];
    close = new double[length];
    volume = new double[length];
    openTime = new long[length];
    trades = new Trade[length];
    quotes = new Quote[length];
  }

  static Market random(long seed, int length) {
    SplittableRandom random = new SplittableRandom(seed);
    Market market = new Market(length);
    long time = random.nextInt(24) * STEP;
    long cents = random.nextLong(100, 10_000_000);
    for (int i = 0; i < length; i++) {
      int mood = random.nextInt(10);
      int step = mood < 3 ? 0 : mood < 9 ? 20 : 50_000;
      time += STEP * (1 + (mood == 9 ? random.nextInt(20) : 0));
      market.openTime[i] = time;
      market.open[i] = cents / 100.0;
      long next = Math.max(1, cents + random.nextLong(-step, step + 1));
      long top = Math.max(cents, next) + random.nextLong(step + 1);
      long bottom = Math.max(1, Math.min(cents, next) - random.nextLong(step + 1));
      market.high[i] = top / 100.0;
      market.low[i] = bottom / 100.0;
      market.close[i] = next / 100.0;
      market.volume[i] = mood == 1 ? 0 : random.nextInt(1_000_000) / 1000.0;
      cents = next;
      market.trades[i] =
          new Trade(
              "v:A/B",
              i + 1L,
              next * 1_000_000,
              mood == 2 ? 0 : random.nextLong(1_000_000_000_000L),
              random.nextBoolean(),
              time,
              time);
      market.quotes[i] =
          new Quote(
              "v:A/B",
              i + 1L,
              next * 1_000_000,
              1,
              next * 1_000_000 + 1,
              1,
              mood == 3 ? 0 : random.nextLong(1_000_000_000_000L),
              mood == 3 ? 0 : random.nextLong(1_000_000_000_000L),
              time,
              time);
    }
    return market;
  }

  Candle bar(int i) {
    return new Candle()
        .set(openTime[i], openTime[i] + STEP, open[i], high[i], low[i], close[i], volume[i]);
  }

  void feed(int i, LiveIndicator indicator) {
    indicator.onBar(bar(i));
    indicator.onTrade(trades[i]);
    indicator.onQuote(quotes[i]);
  }

  double[] typical() {
    double[] typical = new double[length];
    for (int i = 0; i < length; i++) {
      typical[i] = (high[i] + low[i] + close[i]) / 3;
    }
    return typical;
  }

  double highest() {
    return Naive.highest(high, length, length);
  }
}
