package io.alphaflow.backtest.report;

import java.util.stream.IntStream;

/** Which points of a long series to draw. */
final class Downsample {

  private Downsample() {}

  /**
   * Largest-triangle-three-buckets (Steinarsson, 2013): the points that keep the line's shape, in
   * order, the first and the last among them. NaN counts as 0.
   *
   * @param times of the points, never back
   * @param values of the points
   * @param count how many at most, 3 or more
   * @return indices
   */
  static int[] line(long[] times, double[] values, int count) {
    int size = times.length;
    if (size <= count) {
      return IntStream.range(0, size).toArray();
    }
    int[] chosen = new int[count];
    double width = (size - 2.0) / (count - 2);
    int last = 0;
    for (int bucket = 0; bucket < count - 2; bucket++) {
      int from = 1 + (int) (bucket * width);
      int to = 1 + (int) ((bucket + 1) * width);
      int nextTo = Math.min(size, 1 + (int) ((bucket + 2) * width));
      double nextTime = 0;
      double nextValue = 0;
      for (int i = to; i < nextTo; i++) {
        nextTime += (times[i] - times[0]) / (double) (nextTo - to);
        nextValue += value(values[i]) / (nextTo - to);
      }
      last = largest(times, values, last, from, to, nextTime, nextValue);
      chosen[bucket + 1] = last;
    }
    chosen[count - 1] = size - 1;
    return chosen;
  }

  /** The point of a bucket that spans the largest triangle with the two beside it. */
  private static int largest(
      long[] times,
      double[] values,
      int before,
      int from,
      int to,
      double nextTime,
      double nextValue) {
    double time = times[before] - times[0];
    double value = value(values[before]);
    int best = from;
    double bestArea = -1;
    for (int i = from; i < to; i++) {
      double area =
          Math.abs(
              (time - nextTime) * (value(values[i]) - value)
                  - (time - (times[i] - times[0])) * (nextValue - value));
      if (area > bestArea) {
        bestArea = area;
        best = i;
      }
    }
    return best;
  }

  private static double value(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /**
   * The lowest point of each of so many buckets, so that the deepest drawdown is always seen.
   *
   * @return indices, in order
   */
  static int[] lows(double[] values, int count) {
    return extremes(values, count, -1);
  }

  /** The highest point of each bucket. */
  static int[] highs(double[] values, int count) {
    return extremes(values, count, 1);
  }

  private static int[] extremes(double[] values, int count, int sign) {
    int size = values.length;
    int buckets = Math.min(size, count);
    int[] chosen = new int[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = (int) ((long) bucket * size / buckets);
      int to = (int) ((bucket + 1L) * size / buckets);
      chosen[bucket] = from;
      for (int i = from + 1; i < to; i++) {
        chosen[bucket] = sign * (values[i] - values[chosen[bucket]]) > 0 ? i : chosen[bucket];
      }
    }
    return chosen;
  }
}
