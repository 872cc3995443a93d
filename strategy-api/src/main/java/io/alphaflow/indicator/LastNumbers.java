package io.alphaflow.indicator;

/** The last N numbers, the newest in place of the oldest. */
final class LastNumbers {

  private double[] slots;
  private int next;
  private boolean full;

  /** Used by the state codec. */
  LastNumbers() {}

  LastNumbers(int length) {
    slots = new double[Arguments.period(length)];
  }

  void add(double number) {
    slots[next] = number;
    next++;
    if (next == slots.length) {
      next = 0;
      full = true;
    }
  }

  /** The one that the next {@link #add} replaces; only when full. */
  double oldest() {
    return slots[next];
  }

  boolean isFull() {
    return full;
  }

  int length() {
    return slots.length;
  }

  /** The mean of all; only when full. */
  double mean() {
    double sum = 0;
    for (double number : slots) {
      sum += number;
    }
    return sum / slots.length;
  }

  /** The mean distance of all from {@code centre}; only when full. */
  double meanDistance(double centre) {
    double sum = 0;
    for (double number : slots) {
      sum += Math.abs(number - centre);
    }
    return sum / slots.length;
  }
}
