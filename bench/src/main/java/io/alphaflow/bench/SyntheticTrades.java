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
    long[] times = new long[count];
    long[] prices = new long[count];
    long[] quantities = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = START_MICROS + i * stepMicros;
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
