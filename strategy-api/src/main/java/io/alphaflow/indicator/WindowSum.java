package io.alphaflow.indicator;

/**
 * The sum of the last N numbers, without ever subtracting one that leaves: see the package. Error:
 * at most N roundings, however long it runs.
 */
final class WindowSum {

  // From next on: sums of the ends of the block before. Below: the numbers of the one under way.
  private double[] slots;
  private int next;
  private double blockSum;
  private boolean full;

  /** Used by the state codec. */
  WindowSum() {}

  WindowSum(int period) {
    slots = new double[Arguments.period(period)];
  }

  void add(double number) {
    slots[next] = number;
    blockSum += number;
    next++;
    if (next == slots.length) {
      fold();
    }
  }

  /** Turns the numbers of the full block into the sums of its ends, in place. */
  private void fold() {
    for (int i = slots.length - 2; i >= 0; i--) {
      slots[i] += slots[i + 1];
    }
    next = 0;
    blockSum = 0;
    full = true;
  }

  /** The sum; {@link Double#NaN} until there are N numbers. */
  double value() {
    return full ? blockSum + slots[next] : Double.NaN;
  }

  boolean isFull() {
    return full;
  }

  int period() {
    return slots.length;
  }
}
