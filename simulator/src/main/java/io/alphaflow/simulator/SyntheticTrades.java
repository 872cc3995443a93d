package io.alphaflow.simulator;

import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.matching.SymbolSpec;
import java.util.SplittableRandom;

/**
 * Made-up trades for an exchange that has none to play: a random walk that is drawn back to where
 * it began, with a pause of up to two seconds between trades. The same seed gives the same trades.
 */
public final class SyntheticTrades {

  private static final long LONGEST_PAUSE_MICROS = 2_000_000;
  private static final int STEPS_IN_PRICE = 10_000;
  private static final int PULL = 2_000;
  private static final long MOST_QUOTE = Fixed8.of(5_000);

  private SyntheticTrades() {}

  /**
   * Trades of a symbol.
   *
   * @param price where the walk begins, in units of 1e-8, at least 100 ticks
   * @param fromMicros market time from which they happen, epoch µs
   * @param count how many, one a second on average
   */
  public static Recording of(SymbolSpec spec, long price, long seed, long fromMicros, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    long tick = spec.tickSize();
    long home = price / tick;
    long largestStep = Math.max(1, home / STEPS_IN_PRICE);
    long mostLots =
        Math.max(
            1, Fixed8.divide(MOST_QUOTE, price, java.math.RoundingMode.DOWN) / spec.stepSize());
    long[] times = new long[count];
    long[] prices = new long[count];
    long[] quantities = new long[count];
    long time = fromMicros;
    long ticks = home;
    for (int i = 0; i < count; i++) {
      time += 1 + random.nextLong(LONGEST_PAUSE_MICROS);
      ticks += random.nextLong(-largestStep, largestStep + 1) + (home - ticks) / PULL;
      ticks = Math.max(home / 2, ticks);
      times[i] = time;
      prices[i] = ticks * tick;
      quantities[i] = (1 + random.nextLong(mostLots)) * spec.stepSize();
    }
    return new Recording(spec.symbol(), times, prices, quantities);
  }
}
