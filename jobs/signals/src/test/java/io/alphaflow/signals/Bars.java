package io.alphaflow.signals;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars for tests. */
public final class Bars {

  /** The instrument of most tests. */
  public static final String BTC = "sim:BTC/USD";

  private static final long MINUTE = 60_000_000L;
  private static final long BEGIN = 1_385_337_600_000_000L;

  private Bars() {}

  /** A one-minute bar with all prices at {@code close}. */
  public static Bar bar(String instrument, long sequence, double close) {
    long price = Fixed8.ofBigDecimal(BigDecimal.valueOf(close));
    long open = BEGIN + (sequence - 1) * MINUTE;
    long quantity = Fixed8.ONE;
    return new Bar(
        instrument,
        "1m",
        sequence,
        open,
        open + MINUTE,
        price,
        price,
        price,
        price,
        quantity,
        price,
        1,
        quantity,
        1_000 + sequence);
  }

  /** One-minute bars of {@link #BTC} with these closes, from sequence 1. */
  public static List<Bar> closing(double... closes) {
    List<Bar> bars = new ArrayList<>();
    for (double close : closes) {
      bars.add(bar(BTC, bars.size() + 1, close));
    }
    return bars;
  }

  /** A random walk in cents around 800; the seed is printed. */
  public static List<Bar> walk(String instrument, long seed, int count) {
    System.out.println("random walk of " + instrument + ", seed " + seed);
    Random random = new Random(seed);
    List<Bar> bars = new ArrayList<>();
    long cents = 80_000;
    for (int i = 1; i <= count; i++) {
      cents = Math.max(1_000, cents + random.nextInt(401) - 200);
      bars.add(bar(instrument, i, cents / 100.0));
    }
    return bars;
  }
}
