package io.alphaflow.backtest.report;

import io.alphaflow.backtest.statistics.Better;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.SharpeTests;
import io.alphaflow.backtest.statistics.Trials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variants of a sweep, the best first.
 *
 * @param parameters names, in the order of the rows' values
 * @param rankedBy key of the metric that the rank is by
 * @param rows in the order of their rank
 */
public record SweepTable(List<String> parameters, String rankedBy, List<Row> rows)
    implements Selection {

  /**
   * A variant.
   *
   * @param rank 1 for the best
   * @param values of the parameters, as text
   * @param statistics by key of the metric; NaN where one is undefined
   */
  public record Row(int rank, List<String> values, Map<String, Double> statistics) {

    /** Its value of a metric; NaN when it has none. */
    public double value(String key) {
      return statistics.getOrDefault(key, Double.NaN);
    }
  }

  /** Checks that every row has a value for each parameter. */
  public SweepTable {
    for (Row row : rows) {
      if (row.values().size() != parameters.size()) {
        throw new IllegalArgumentException(
            row.values() + " are not values of the parameters " + parameters);
      }
    }
    parameters = List.copyOf(parameters);
    rows = List.copyOf(rows);
  }

  /**
   * Ranks variants, the best value first ({@link Metric#better}), undefined ones last, equal ones
   * in the order given, and deflates each one's Sharpe ratio by all of them.
   *
   * @param periodsPerYear that the Sharpe ratios are annualised by
   * @param variants with the metrics {@code sharpe}, {@code observations}, {@code skew} and {@code
   *     kurtosis}; what they say of rank, {@code luckySharpe} and {@code deflatedSharpe} is
   *     replaced
   */
  public static SweepTable ranked(
      List<String> parameters, String rankedBy, int periodsPerYear, List<Row> variants) {
    double yearly = Math.sqrt(periodsPerYear);
    double[] sharpes = variants.stream().mapToDouble(row -> row.value("sharpe") / yearly).toArray();
    Trials trials = Trials.of(sharpes);
    double lucky = SharpeTests.expectedMaximum(trials.count(), trials.variance());
    List<Row> deflated = new ArrayList<>();
    for (int i = 0; i < sharpes.length; i++) {
      Row row = variants.get(i);
      Map<String, Double> statistics = new LinkedHashMap<>(row.statistics());
      statistics.put("luckySharpe", lucky * yearly);
      statistics.put("deflatedSharpe", deflated(row, sharpes[i], lucky));
      deflated.add(new Row(0, row.values(), statistics));
    }
    Better better = better(rankedBy);
    Comparator<Row> best = Comparator.comparingDouble(row -> better.score(row.value(rankedBy)));
    deflated.sort(best.reversed());
    List<Row> ranked = new ArrayList<>();
    for (Row row : deflated) {
      ranked.add(new Row(ranked.size() + 1, row.values(), row.statistics()));
    }
    return new SweepTable(parameters, rankedBy, ranked);
  }

  private static double deflated(Row row, double sharpe, double lucky) {
    double observations = row.value("observations");
    return Double.isNaN(observations)
        ? Double.NaN
        : SharpeTests.probabilistic(
            sharpe, lucky, (long) observations, row.value("skew"), row.value("kurtosis") + 3);
  }

  /** Which values of what it is ranked by come first. */
  public Better better() {
    return better(rankedBy);
  }

  private static Better better(String rankedBy) {
    return Metric.byKey(rankedBy).map(Metric::better).orElse(Better.HIGHER);
  }
}
