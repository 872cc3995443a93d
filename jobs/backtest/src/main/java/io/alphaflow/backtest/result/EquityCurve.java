package io.alphaflow.backtest.result;

/**
 * An account's worth over time, marked to market, in columns of equal length; times never go back.
 *
 * @param times epoch microseconds UTC
 * @param equity cash and all that is held, in the account's currency, whole units
 * @param gross Σ absolute value of what is held
 * @param net Σ value of what is held
 * @param benchmark price of the benchmark, normally the traded instrument's close; empty without
 *     one
 */
public record EquityCurve(
    long[] times, double[] equity, double[] gross, double[] net, double[] benchmark) {

  /** Checks that the columns are of equal length. */
  public EquityCurve {
    if (times.length != equity.length
        || times.length != gross.length
        || times.length != net.length
        || benchmark.length != 0 && benchmark.length != times.length) {
      throw new IllegalArgumentException("columns of different lengths");
    }
  }

  /** How many points. */
  public int size() {
    return times.length;
  }
}
