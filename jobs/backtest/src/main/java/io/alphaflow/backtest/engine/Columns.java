package io.alphaflow.backtest.engine;

import io.alphaflow.backtest.result.EquityCurve;
import java.util.Arrays;

/** An equity curve in the making. */
final class Columns {

  private static final int FIRST = 256;

  private long[] times = new long[FIRST];
  private double[] equity = new double[FIRST];
  private double[] gross = new double[FIRST];
  private double[] net = new double[FIRST];
  private double[] benchmark = new double[FIRST];
  private int size;

  void add(long time, double worth, double grossValue, double netValue, double price) {
    if (size == times.length) {
      grow();
    }
    times[size] = time;
    equity[size] = worth;
    gross[size] = grossValue;
    net[size] = netValue;
    benchmark[size] = price;
    size++;
  }

  private void grow() {
    int more = times.length * 2;
    times = Arrays.copyOf(times, more);
    equity = Arrays.copyOf(equity, more);
    gross = Arrays.copyOf(gross, more);
    net = Arrays.copyOf(net, more);
    benchmark = Arrays.copyOf(benchmark, more);
  }

  EquityCurve curve() {
    return new EquityCurve(
        Arrays.copyOf(times, size),
        Arrays.copyOf(equity, size),
        Arrays.copyOf(gross, size),
        Arrays.copyOf(net, size),
        Arrays.copyOf(benchmark, size));
  }
}
