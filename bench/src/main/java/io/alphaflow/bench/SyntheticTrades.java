package io.alphaflow.bench;

import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.simulator.Recording;

/** Made-up trades, the same each time: a price that goes up one minute and down the next. */
final class SyntheticTrades {

  private static final long START_MICROS = 1_700_000_040_000_000L;
  private static final long MINUTE_MICROS = 60_000_000L;
  private static final long BASE_PRICE = Fixed8.of(1_000);
  private static final long STEP = Fixed8.of(10);

  private SyntheticTrades() {}

  /**
   * A recording for the simulated exchange.
   *
   * @param stepMicros market time between two trades
   */
  static Recording recording(String symbol, int count, long stepMicros) {
    return recording(symbol, 0, 0, count, stepMicros);
  }

  /**
   * The same with a beginning at another pace.
   *
   * @param first how many trades that has
   * @param firstStepMicros market time between two of them
   * @param count how many follow
   */
  static Recording recording(
      String symbol, int first, long firstStepMicros, int count, long stepMicros) {
    int all = first + count;
    long[] times = new long[all];
    long[] prices = new long[all];
    long[] quantities = new long[all];
    for (int i = 0; i < all; i++) {
      long later = Math.min(i, first) * firstStepMicros + Math.max(0, i - first) * stepMicros;
      times[i] = START_MICROS + later;
      prices[i] = price(times[i], i);
      quantities[i] = Fixed8.ONE / 10 + i % 7 * 1_000L;
    }
    return new Recording(symbol, times, prices, quantities);
  }

  /** The i-th trade of an instrument, twenty each second of market time. */
  static Trade trade(String instrument, long i) {
    long time = START_MICROS + i * 50_000L;
    return new Trade(
        instrument,
        i + 1,
        price(time, i),
        Fixed8.ONE / 10 + i % 7 * 1_000L,
        i % 2 == 0,
        time,
        time);
  }

  private static long price(long time, long i) {
    boolean up = time / MINUTE_MICROS % 2 == 0;
    return BASE_PRICE + (up ? STEP : 0) + i % 5 * (Fixed8.ONE / 100);
  }
}
