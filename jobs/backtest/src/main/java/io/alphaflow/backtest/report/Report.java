package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Statistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The report of a backtest. The same result gives the same bytes. */
public final class Report {

  private Report() {}

  /**
   * Writes the page and the files into a folder, which is made when it is not there; what has the
   * same name is replaced.
   *
   * @param sweep the variants that the result was chosen from
   */
  public static void write(
      BacktestResult result, Statistics statistics, Optional<SweepTable> sweep, Path folder)
      throws IOException {
    ReportFiles.write(result, statistics, sweep, folder);
  }

  /** The page: one file that needs no network. */
  public static String html(
      BacktestResult result, Statistics statistics, Optional<SweepTable> sweep) {
    return new Page(result, statistics, sweep).html();
  }
}
