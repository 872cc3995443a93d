package io.alphaflow.backtest.result;

/**
 * Prices of an instrument for charts, in columns of equal length, whole units.
 *
 * @param instrument {@code venue:BASE/QUOTE}
 * @param interval for example {@code 1m}
 * @param times start of each bar, epoch microseconds UTC
 * @param open first price
 * @param high highest
 * @param low lowest
 * @param close last
 * @param volume base
 */
public record PriceBars(
    String instrument,
    String interval,
    long[] times,
    double[] open,
    double[] high,
    double[] low,
    double[] close,
    double[] volume) {}
