package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.result.PriceBars;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.money.Fixed8;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Prices of an instrument for charts: at most {@value #MOST} bars. When there are more, two become
 * one.
 */
public final class PriceHistory {

  static final int MOST = 8_192;

  private final String instrument;
  private final long[] times = new long[MOST];
  private final double[] open = new double[MOST];
  private final double[] high = new double[MOST];
  private final double[] low = new double[MOST];
  private final double[] close = new double[MOST];
  private final double[] volume = new double[MOST];
  private long length;
  private int size;

  /**
   * A history.
   *
   * @param length of its bars to begin with, microseconds
   */
  PriceHistory(String instrument, long length) {
    this.instrument = instrument;
    this.length = length;
  }

  /** The prices of bars of any instruments, in the order in which these appear. */
  public static List<PriceBars> of(List<Bar> bars) {
    Map<String, PriceHistory> histories = new LinkedHashMap<>();
    for (Bar bar : bars) {
      histories
          .computeIfAbsent(
              bar.instrument(), i -> new PriceHistory(i, bar.closeTime() - bar.openTime()))
          .bar(bar);
    }
    return histories.values().stream().map(PriceHistory::bars).toList();
  }

  void bar(Bar bar) {
    add(
        bar.openTime(),
        Fixed8.toDouble(bar.open()),
        Fixed8.toDouble(bar.high()),
        Fixed8.toDouble(bar.low()),
        Fixed8.toDouble(bar.close()),
        Fixed8.toDouble(bar.volume()));
  }

  void trade(long time, long price, long quantity) {
    double at = Fixed8.toDouble(price);
    add(time, at, at, at, at, Fixed8.toDouble(quantity));
  }

  private void add(long time, double first, double top, double bottom, double last, double traded) {
    long start = Math.floorDiv(time, length) * length;
    if (size > 0 && times[size - 1] >= start) {
      merge(size - 1, top, bottom, last, traded);
      return;
    }
    if (size == MOST) {
      halve();
      add(time, first, top, bottom, last, traded);
      return;
    }
    times[size] = start;
    open[size] = first;
    high[size] = top;
    low[size] = bottom;
    close[size] = last;
    volume[size] = traded;
    size++;
  }

  private void merge(int into, double top, double bottom, double last, double traded) {
    high[into] = Math.max(high[into], top);
    low[into] = Math.min(low[into], bottom);
    close[into] = last;
    volume[into] += traded;
  }

  private void halve() {
    length *= 2;
    int before = size;
    size = 0;
    for (int i = 0; i < before; i++) {
      add(times[i], open[i], high[i], low[i], close[i], volume[i]);
    }
  }

  PriceBars bars() {
    return new PriceBars(
        instrument,
        BarSpec.time(Duration.ofMillis(TimeUnit.MICROSECONDS.toMillis(length))).label(),
        Arrays.copyOf(times, size),
        Arrays.copyOf(open, size),
        Arrays.copyOf(high, size),
        Arrays.copyOf(low, size),
        Arrays.copyOf(close, size),
        Arrays.copyOf(volume, size));
  }
}
