package io.alphaflow.strategy.testing;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One-minute bars one after the other, from midnight of 2024-01-01 UTC, for tests of strategies.
 * Each has the volume 1.
 */
public final class TestBars {

  private static final long MINUTE = 60_000_000L;
  private static final long MIDNIGHT = 1_704_067_200_000_000L;

  private final String instrument;
  private long minutes;

  /**
   * Bars of an instrument.
   *
   * @param instrument {@code venue:BASE/QUOTE}
   */
  public TestBars(String instrument) {
    this.instrument = instrument;
  }

  /** The next bar, whose prices are all the same. */
  public Bar close(double price) {
    return bar(price, price, price, price);
  }

  /** The next bar. */
  public Bar bar(double open, double high, double low, double close) {
    long openTime = MIDNIGHT + minutes * MINUTE;
    minutes++;
    return new Bar(
        instrument,
        "1m",
        openTime / MINUTE,
        openTime,
        openTime + MINUTE,
        fixed(open),
        fixed(high),
        fixed(low),
        fixed(close),
        Fixed8.ONE,
        fixed(close),
        1,
        Fixed8.ONE,
        minutes);
  }

  private static long fixed(double price) {
    return Fixed8.ofBigDecimal(BigDecimal.valueOf(price));
  }

  /** Leaves out minutes in which nothing was traded. */
  public TestBars skip(int without) {
    minutes += without;
    return this;
  }

  /**
   * The closes of a random walk in cents that begins at 1000 and stays above 10.
   *
   * @param step largest change from one to the next
   */
  public static List<Double> walk(long seed, int count, double step) {
    Random random = new Random(seed);
    List<Double> closes = new ArrayList<>();
    long cents = 100_000;
    int most = (int) Math.round(step * 100);
    for (int i = 0; i < count; i++) {
      cents = Math.max(1_000, cents + random.nextInt(2 * most + 1) - most);
      closes.add(cents / 100.0);
    }
    return closes;
  }
}
