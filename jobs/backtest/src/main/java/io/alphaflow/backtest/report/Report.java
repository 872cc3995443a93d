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
   * @param selection how its parameters were chosen; empty when a person did
   */
  public static void write(
      BacktestResult result,
      Statistics statistics,
      Optional<? extends Selection> selection,
      Path folder)
      throws IOException {
    ReportFiles.write(result, statistics, selection, folder);
  }

  /** The page: one file that needs no network. */
  public static String html(
      BacktestResult result, Statistics statistics, Optional<? extends Selection> selection) {
    return new Page(result, statistics, selection).html();
  }
}
