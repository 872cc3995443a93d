package io.alphaflow.backtest.statistics;

/**
 * Which values of a metric are good ones. What is negative where it hurts, such as a drawdown or a
 * value at risk, is better the higher it is; what only says how much there was, such as a number of
 * trades, counts as better the higher it is.
 */
public enum Better {
  /** The highest value is the best. */
  HIGHER("the highest first"),
  /** The lowest value is the best. */
  LOWER("the lowest first");

  private final String order;

  Better(String order) {
    this.order = order;
  }

  /** The order of a table, for a person. */
  public String order() {
    return order;
  }

  /** A number that is the higher the better; an undefined value is worse than all. */
  public double score(double value) {
    if (Double.isNaN(value)) {
      return Double.NEGATIVE_INFINITY;
    }
    return this == HIGHER ? value : -value;
  }
}
