package io.alphaflow.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What each indicator of the catalog is, over a whole market at once and as plainly as possible;
 * {@link Double#NaN} where there is no value yet.
 */
final class Definitions {

  /**
   * A spec and what it means.
   *
   * @param values all outputs in the order of the catalog, each for every step
   * @param isPrice whether the values are in the unit of the price, which bounds their rounding
   */
  record Definition(String spec, Function<Market, double[][]> values, boolean isPrice) {}

  private static final List<Seed> SEEDS = List.of(Seed.MEAN, Seed.FIRST_VALUE);

  private Definitions() {}

  /** All kinds of indicators with windows of {@code n} and {@code k}, with either seed. */
  static List<Definition> all(int n, int k) {
    List<Definition> all = new ArrayList<>();
    windows(all, n, k);
    bars(all, n, k);
    for (Seed seed : SEEDS) {
      recursive(all, n, k, seed);
    }
    return all;
  }

  private static void windows(List<Definition> all, int n, int k) {
    price(all, "sma(%d)".formatted(n), m -> rows(roll(m.close, n, Definitions::mean)));
    price(all, "wma(%d)".formatted(n), m -> rows(roll(m.close, n, Definitions::weighted)));
    price(all, "highest(%d,source=high)".formatted(n), m -> rows(roll(m.high, n, w -> max(w))));
    price(all, "lowest(%d,source=low)".formatted(n), m -> rows(roll(m.low, n, w -> min(w))));
    price(
        all,
        "stddev(%d)".formatted(n),
        m -> rows(roll(m.close, n, w -> deviation(w)), roll(m.close, n, w -> mean(w))));
    ratio(all, "zscore(%d)".formatted(n), m -> rows(roll(m.close, n, Definitions::score)));
    price(
        all,
        "bollinger(%d,%d)".formatted(n, k),
        m -> {
          double[] mean = roll(m.close, n, w -> mean(w));
          double[] reach = roll(m.close, n, w -> k * deviation(w));
          return rows(
              mean,
              join(mean, reach, (a, b) -> a + b),
              join(mean, reach, (a, b) -> a - b),
              roll(m.close, n, w -> deviation(w) == 0 ? 0.5 : 0.5 + score(w) / (2.0 * k)),
              join(mean, reach, (a, b) -> 2 * b / a));
        });
    int length = Math.max(2, n);
    price(
        all,
        "linreg(%d)".formatted(length),
        m ->
            rows(
                roll(m.close, length, w -> line(w)[0]),
                roll(m.close, length, w -> line(w)[1]),
                roll(m.close, length, w -> line(w)[1] + line(w)[0] * (w.length - 1)),
                roll(m.close, length, w -> line(w)[2])));
    ratio(
        all,
        "roc(%d)".formatted(n),
        m ->
            rows(
                roll(m.close, n + 1, w -> 100 * (w[n] - w[0]) / w[0]),
                roll(m.close, n + 1, w -> w[n] - w[0])));
  }

  private static void bars(List<Definition> all, int n, int k) {
    price(all, "true-range", m -> rows(ranges(m)));
    price(
        all,
        "donchian(%d)".formatted(n),
        m -> {
          double[] top = roll(m.high, n, w -> max(w));
          double[] bottom = roll(m.low, n, w -> min(w));
          return rows(join(top, bottom, (a, b) -> (a + b) / 2), top, bottom);
        });
    ratio(all, "cci(%d)".formatted(n), m -> rows(roll(m.typical(), n, Definitions::cci)));
    ratio(
        all,
        "stochastic(%d,%d,2)".formatted(n, k),
        m -> {
          double[] top = roll(m.high, n, w -> max(w));
          double[] bottom = roll(m.low, n, w -> min(w));
          double[] fast = new double[m.length];
          for (int i = 0; i < m.length; i++) {
            double reach = top[i] - bottom[i];
            fast[i] = reach == 0 ? 50 : 100 * (m.close[i] - bottom[i]) / reach;
          }
          double[] slow = roll(fast, k, w -> mean(w));
          return rows(slow, roll(slow, 2, w -> mean(w)), fast);
        });
    price(all, "obv", m -> rows(balance(m)));
    price(all, "vwap", m -> rows(dayAverage(m, false)));
    price(all, "vwap(first-day=part)", m -> rows(dayAverage(m, true)));
    price(
        all,
        "rolling-vwap(%d)".formatted(n),
        m -> {
          double[] typical = m.typical();
          double[] quote = join(typical, m.volume, (p, v) -> p * v);
          double[] average = new double[m.length];
          for (int i = 0; i < m.length; i++) {
            average[i] = i + 1 < n ? Double.NaN : ratio(quote, m.volume, i + 1 - n, i, typical[i]);
          }
          return rows(average);
        });
    ratio(
        all,
        "trade-flow-imbalance(%d)".formatted(n),
        m -> {
          double[] all1 = new double[m.length];
          double[] signed = new double[m.length];
          double[] value = new double[m.length];
          for (int i = 0; i < m.length; i++) {
            all1[i] = m.trades[i].quantity();
            signed[i] = m.trades[i].buyerIsMaker() ? -all1[i] : all1[i];
            value[i] = i + 1 < n ? Double.NaN : ratio(signed, all1, i + 1 - n, i, 0);
          }
          return rows(value);
        });
    ratio(
        all,
        "book-imbalance",
        m -> {
          double[] value = new double[m.length];
          for (int i = 0; i < m.length; i++) {
            double bid = m.quotes[i].bidDepth();
            double ask = m.quotes[i].askDepth();
            value[i] = bid + ask == 0 ? 0 : (bid - ask) / (bid + ask);
          }
          return rows(value);
        });
  }

  private static void recursive(List<Definition> all, int n, int k, Seed seed) {
    String option = seed == Seed.MEAN ? "" : ",seed=first-value";
    price(
        all, "ema(%d%s)".formatted(n, option), m -> rows(smooth(m.close, n, 2.0 / (n + 1), seed)));
    price(
        all,
        "dema(%d%s)".formatted(n, option),
        m -> {
          double[] once = smooth(m.close, n, 2.0 / (n + 1), seed);
          double[] twice = smooth(once, n, 2.0 / (n + 1), seed);
          return rows(join(once, twice, (a, b) -> 2 * a - b));
        });
    price(
        all,
        "macd(%d,%d,%d%s)".formatted(n, n + k, k, option),
        m -> {
          double[] macd =
              join(
                  smooth(m.close, n, 2.0 / (n + 1), seed),
                  smooth(m.close, n + k, 2.0 / (n + k + 1), seed),
                  (a, b) -> a - b);
          double[] signal = smooth(macd, k, 2.0 / (k + 1), seed);
          return rows(macd, signal, join(macd, signal, (a, b) -> a - b));
        });
    ratio(
        all,
        "rsi(%d%s)".formatted(n, option),
        m -> {
          double[] change = roll(m.close, 2, w -> w[1] - w[0]);
          double[] rise = smooth(each(change, c -> Math.max(c, 0)), n, 1.0 / n, seed);
          double[] fall = smooth(each(change, c -> Math.max(-c, 0)), n, 1.0 / n, seed);
          return rows(join(rise, fall, (a, b) -> a + b == 0 ? 50 : 100 - 100 / (1 + a / b)));
        });
    ratio(
        all,
        "ewma-volatility(0.9,%d%s)".formatted(n, option),
        m -> {
          double[] squares = roll(m.close, 2, w -> Math.pow(Math.log(w[1] / w[0]), 2));
          return rows(each(smooth(squares, n, 0.1, seed), Math::sqrt));
        });
    price(
        all,
        "atr(%d%s)".formatted(n, option),
        m -> {
          double[] range = smooth(ranges(m), n, 1.0 / n, seed);
          return rows(range, join(range, m.close, (a, b) -> 100 * a / b));
        });
    price(
        all,
        "keltner(%d,2.5,%d%s)".formatted(n, k, option),
        m -> {
          double[] middle = smooth(m.close, n, 2.0 / (n + 1), seed);
          double[] range = smooth(ranges(m), k, 1.0 / k, seed);
          return rows(
              middle,
              join(middle, range, (a, b) -> a + 2.5 * b),
              join(middle, range, (a, b) -> a - 2.5 * b));
        });
    ratio(all, "adx(%d%s)".formatted(n, option), m -> directional(m, n, seed));
  }

  private static double[][] directional(Market m, int n, Seed seed) {
    double[] up = join(roll(m.high, 2, w -> w[1] - w[0]), m.low, (a, b) -> a);
    double[] down = roll(m.low, 2, w -> w[0] - w[1]);
    double[] plus = join(up, down, (a, b) -> a > b && a > 0 ? a : 0);
    double[] minus = join(up, down, (a, b) -> b > a && b > 0 ? b : 0);
    double[] range = smooth(ranges(m), n, 1.0 / n, seed);
    double[] plusDi = join(smooth(plus, n, 1.0 / n, seed), range, Definitions::percent);
    double[] minusDi = join(smooth(minus, n, 1.0 / n, seed), range, Definitions::percent);
    double[] index = join(plusDi, minusDi, (a, b) -> percent(Math.abs(a - b), a + b));
    return rows(smooth(index, n, 1.0 / n, seed), plusDi, minusDi);
  }

  private static double percent(double part, double whole) {
    return whole == 0 ? 0 : 100 * part / whole;
  }

  private static void price(List<Definition> all, String spec, Function<Market, double[][]> f) {
    all.add(new Definition(spec, f, true));
  }

  private static void ratio(List<Definition> all, String spec, Function<Market, double[][]> f) {
    all.add(new Definition(spec, f, false));
  }

  private static double[][] rows(double[]... outputs) {
    return outputs;
  }

  /** A function of every window of n numbers that are all there. */
  static double[] roll(double[] x, int n, ToDoubleFunction<double[]> function) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      boolean there = i + 1 >= n && !Double.isNaN(x[i + 1 - n]);
      result[i] =
          there ? function.applyAsDouble(Arrays.copyOfRange(x, i + 1 - n, i + 1)) : Double.NaN;
    }
    return result;
  }

  private static double[] each(double[] x, DoubleUnaryOperator function) {
    return Arrays.stream(x).map(v -> Double.isNaN(v) ? v : function.applyAsDouble(v)).toArray();
  }

  private static double[] join(double[] a, double[] b, DoubleBinaryOperator function) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      boolean there = !Double.isNaN(a[i]) && !Double.isNaN(b[i]);
      result[i] = there ? function.applyAsDouble(a[i], b[i]) : Double.NaN;
    }
    return result;
  }

  /** A recursive average of the numbers from the first that is there. */
  private static double[] smooth(double[] x, int n, double alpha, Seed seed) {
    double[] result = new double[x.length];
    Arrays.fill(result, Double.NaN);
    int first = 0;
    while (first < x.length && Double.isNaN(x[first])) {
      first++;
    }
    if (x.length < first + n) {
      return result;
    }
    int from = seed == Seed.MEAN ? first + n - 1 : first;
    double average = seed == Seed.MEAN ? Naive.mean(x, first + n, n) : x[first];
    for (int i = from; i < x.length; i++) {
      average = i == from ? average : alpha * x[i] + (1 - alpha) * average;
      result[i] = i < first + n - 1 ? Double.NaN : average;
    }
    return result;
  }

  private static double mean(double[] window) {
    return Naive.mean(window, window.length, window.length);
  }

  private static double deviation(double[] window) {
    return Naive.deviation(window, window.length, window.length);
  }

  private static double max(double[] window) {
    return Naive.highest(window, window.length, window.length);
  }

  private static double min(double[] window) {
    return Naive.lowest(window, window.length, window.length);
  }

  private static double score(double[] window) {
    double deviation = deviation(window);
    return deviation == 0 ? 0 : (window[window.length - 1] - mean(window)) / deviation;
  }

  private static double weighted(double[] window) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < window.length; i++) {
      sum += (i + 1) * window[i];
      weights += i + 1;
    }
    return sum / weights;
  }

  private static double[] line(double[] window) {
    double middle = (window.length - 1) / 2.0;
    double mean = mean(window);
    double products = 0;
    double times = 0;
    double squares = 0;
    for (int i = 0; i < window.length; i++) {
      products += (i - middle) * (window[i] - mean);
      times += (i - middle) * (i - middle);
      squares += (window[i] - mean) * (window[i] - mean);
    }
    double slope = products / times;
    double explained = deviation(window) == 0 ? 0 : products * products / times / squares;
    return new double[] {slope, mean - slope * middle, explained};
  }

  private static double cci(double[] window) {
    double mean = mean(window);
    double distance = 0;
    for (double number : window) {
      distance += Math.abs(number - mean) / window.length;
    }
    // Thirds of cents: what is less is the rounding of (high + low + close) / 3.
    return distance < 1e-7 ? 0 : (window[window.length - 1] - mean) / (0.015 * distance);
  }

  private static double[] ranges(Market m) {
    double[] ranges = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      double before = i == 0 ? Double.NaN : m.close[i - 1];
      ranges[i] =
          Math.max(
              m.high[i] - m.low[i],
              Math.max(Math.abs(m.high[i] - before), Math.abs(m.low[i] - before)));
    }
    return ranges;
  }

  private static double[] balance(Market m) {
    double[] sums = new double[m.length];
    for (int i = 1; i < m.length; i++) {
      sums[i] = sums[i - 1] + Math.signum(m.close[i] - m.close[i - 1]) * m.volume[i];
    }
    return sums;
  }

  private static double[] dayAverage(Market m, boolean partCounts) {
    long day = 86_400_000_000L;
    double[] quote = join(m.typical(), m.volume, (p, v) -> p * v);
    double[] average = new double[m.length];
    for (int i = 0; i < m.length; i++) {
      int first = i;
      while (first > 0 && m.openTime[first - 1] / day == m.openTime[i] / day) {
        first--;
      }
      boolean whole = partCounts || first > 0 || m.openTime[0] % day == 0;
      average[i] = whole ? ratio(quote, m.volume, first, i, m.typical()[i]) : Double.NaN;
    }
    return average;
  }

  private static double ratio(double[] above, double[] below, int from, int to, double otherwise) {
    double a = 0;
    double b = 0;
    for (int i = from; i <= to; i++) {
      a += above[i];
      b += below[i];
    }
    return b == 0 ? otherwise : a / b;
  }
}
