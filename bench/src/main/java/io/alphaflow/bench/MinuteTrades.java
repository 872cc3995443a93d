package io.alphaflow.bench;

import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;

/**
 * One trade a minute of each instrument, so that each closes a bar of a minute: what a replay of
 * bars asks of the strategies. Prices swing in two rhythms with some noise, the same each time.
 */
final class MinuteTrades {

  private static final long START_MICROS = 1_700_000_040_000_000L;
  private static final long MINUTE_MICROS = 60_000_000L;
  private static final long BASE_PRICE = Fixed8.of(1_000);

  private MinuteTrades() {}

  /** The trade of a minute, counted from 0. */
  static Trade trade(String instrument, int number, long minute) {
    long time = START_MICROS + minute * MINUTE_MICROS;
    return new Trade(
        instrument, minute + 1, price(number, minute), Fixed8.ONE / 10, true, time, time);
  }

  private static long price(int number, long minute) {
    long at = minute + 31L * number;
    long noise = (at * 0x9E3779B97F4A7C15L >>> 48) % 300;
    return BASE_PRICE + (swing(at, 180) * 20 + swing(at, 46) * 30 + noise) * (Fixed8.ONE / 100);
  }

  private static long swing(long at, long length) {
    long phase = at % length;
    return phase < length / 2 ? phase : length - phase;
  }
}
