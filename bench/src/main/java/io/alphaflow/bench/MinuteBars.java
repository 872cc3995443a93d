package io.alphaflow.bench;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.money.Fixed8;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars of a minute without a gap: a random walk of 0.05 % a minute, the same each time. */
final class MinuteBars {

  static final InstrumentId INSTRUMENT = new InstrumentId("bench", "BTC", "USD");

  private static final long START = 1_704_067_200_000_000L;
  private static final long MINUTE = 60_000_000L;
  private static final long CENT = Fixed8.ONE / 100;
  private static final double MOVE = 0.0005;

  private MinuteBars() {}

  static List<Bar> make(int number, long seed) {
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>(number);
    double price = 40_000;
    for (int i = 0; i < number; i++) {
      double open = price;
      double close = open * (1 + MOVE * random.nextGaussian());
      double high = Math.max(open, close) * (1 + MOVE / 2 * random.nextDouble());
      double low = Math.min(open, close) * (1 - MOVE / 2 * random.nextDouble());
      long time = START + i * MINUTE;
      bars.add(
          new Bar(
              INSTRUMENT.toString(),
              "1m",
              time / MINUTE,
              time,
              time + MINUTE,
              cents(open),
              cents(high) + CENT,
              cents(low),
              cents(close),
              Fixed8.of(1 + random.nextInt(50)),
              0,
              1,
              0,
              0));
      price = close;
    }
    return bars;
  }

  private static long cents(double price) {
    return (long) (price * 100) * CENT;
  }
}
