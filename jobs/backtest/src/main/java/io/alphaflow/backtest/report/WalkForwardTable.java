package io.alphaflow.backtest.report;

import java.util.List;
import java.util.Map;

/**
 * The windows of a walk-forward analysis, in the order of time.
 *
 * @param parameters names, in the order of the rows' values
 * @param rankedBy key of the metric that variants were chosen by
 * @param sets how many variants there were to choose from
 * @param rows a window each
 */
public record WalkForwardTable(List<String> parameters, String rankedBy, int sets, List<Row> rows)
    implements Selection {

  private static final double YEAR = 365 * 86_400_000_000.0;

  /**
   * A window. Times are epoch microseconds UTC, ends are exclusive.
   *
   * @param trainFrom start of what the variant was chosen on
   * @param trainTo its end
   * @param testFrom start of what it then traded
   * @param testTo its end
   * @param values of the parameters that were chosen, as text
   * @param trained statistics of the first stretch, by key of the metric
   * @param tested of the second
   */
  public record Row(
      long trainFrom,
      long trainTo,
      long testFrom,
      long testTo,
      List<String> values,
      Map<String, Double> trained,
      Map<String, Double> tested) {}

  /** Copies the lists. */
  public WalkForwardTable {
    parameters = List.copyOf(parameters);
    rows = List.copyOf(rows);
  }

  /**
   * Walk-forward efficiency: the mean yearly return of what was not chosen on, as a share of the
   * mean yearly return of what was (Pardo, 2008, ch. 11, there with returns that are not
   * compounded). NaN when the latter is not above 0. Parameters that were fitted to chance have one
   * near or below 0.
   */
  public double efficiency() {
    double trained = mean(true);
    return trained > 0 ? mean(false) / trained : Double.NaN;
  }

  private double mean(boolean train) {
    return rows.stream().mapToDouble(row -> yearly(row, train)).average().orElse(Double.NaN);
  }

  private static double yearly(Row row, boolean train) {
    double years = (train ? row.trainTo - row.trainFrom : row.testTo - row.testFrom) / YEAR;
    return (train ? row.trained : row.tested).getOrDefault("totalReturn", Double.NaN) / years;
  }

  /** In how many windows the second stretch made a profit. */
  public long profitable() {
    return rows.stream().filter(row -> row.tested.getOrDefault("totalReturn", 0.0) > 0).count();
  }
}
