package io.alphaflow.indicator;

/**
 * A sum of any number of terms whose rounding errors are summed apart: as exact as if each addition
 * had twice the digits.
 *
 * <p>Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen,
 * ZAMM 54, 1974.
 */
final class CompensatedSum {

  private double sum;
  private double lost;

  void add(double number) {
    double next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? (sum - next) + number : (number - next) + sum;
    sum = next;
  }

  void clear() {
    sum = 0;
    lost = 0;
  }

  double value() {
    return sum + lost;
  }
}
