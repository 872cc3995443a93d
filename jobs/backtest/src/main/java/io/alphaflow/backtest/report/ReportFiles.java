package io.alphaflow.backtest.report;

import io.alphaflow.backtest.result.BacktestResult;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.backtest.statistics.Statistics;
import io.alphaflow.backtest.statistics.StatisticsJson;
import io.alphaflow.history.export.Column;
import io.alphaflow.history.export.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a result: {@code result.json} (what is not a series), {@code statistics.json},
 * {@code equity}, {@code fills}, {@code decisions} and {@code round-trips} as CSV and Parquet,
 * {@code equity-touch} when optimistic fills were asked for, {@code sweep.csv} or {@code
 * walk-forward.csv} when there was one, and {@code report.html}.
 *
 * <p>Times are ISO 8601 UTC in CSV and microseconds UTC in JSON and Parquet; booked amounts are
 * exact decimals.
 */
final class ReportFiles {

  private ReportFiles() {}

  static void write(
      BacktestResult result,
      Statistics statistics,
      Optional<? extends Selection> selection,
      Path folder)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("result.json"), StatisticsJson.write(RunRecord.of(result)) + "\n");
    Files.writeString(folder.resolve("statistics.json"), statistics.toJson() + "\n");
    tables(folder, "equity", ResultTables.EQUITY, ResultTables.equity(result.equity()));
    if (result.optimisticEquity() != null) {
      tables(
          folder,
          "equity-touch",
          ResultTables.EQUITY,
          ResultTables.equity(result.optimisticEquity()));
    }
    tables(folder, "fills", ResultTables.FILLS, ResultTables.fills(result.fills()));
    tables(folder, "decisions", ResultTables.DECISIONS, ResultTables.decisions(result.decisions()));
    tables(folder, "round-trips", ResultTables.TRIPS, ResultTables.trips(result.roundTrips()));
    if (selection.isPresent()) {
      write(selection.get(), folder);
    }
    Files.writeString(folder.resolve("report.html"), Report.html(result, statistics, selection));
  }

  private static void tables(
      Path folder, String name, List<Column> columns, Iterable<Object[]> rows) throws IOException {
    try (TableFile csv = TableFile.csv(folder.resolve(name + ".csv"), columns);
        TableFile parquet = TableFile.parquet(folder.resolve(name + ".parquet"), columns)) {
      for (Object[] row : rows) {
        csv.write(row);
        parquet.write(row);
      }
    }
  }

  private static void write(Selection selection, Path folder) throws IOException {
    if (selection instanceof SweepTable sweep) {
      sweep(folder.resolve("sweep.csv"), sweep);
    } else {
      walk(folder.resolve("walk-forward.csv"), (WalkForwardTable) selection);
    }
  }

  private static void walk(Path file, WalkForwardTable walk) throws IOException {
    List<Column> columns = new ArrayList<>();
    for (String time : List.of("train_from", "train_to", "test_from", "test_to")) {
      columns.add(new Column(time, Column.Type.TIME));
    }
    walk.parameters().forEach(name -> columns.add(new Column(name, Column.Type.TEXT)));
    metrics("train_", columns);
    metrics("test_", columns);
    try (TableFile csv = TableFile.csv(file, columns)) {
      for (WalkForwardTable.Row row : walk.rows()) {
        List<Object> cells =
            new ArrayList<>(
                List.of(
                    Times.instant(row.trainFrom()),
                    Times.instant(row.trainTo()),
                    Times.instant(row.testFrom()),
                    Times.instant(row.testTo())));
        cells.addAll(row.values());
        metrics(row.trained(), cells);
        metrics(row.tested(), cells);
        csv.write(cells.toArray());
      }
    }
  }

  private static void metrics(String prefix, List<Column> columns) {
    for (Metric metric : Metric.values()) {
      columns.add(new Column(prefix + metric.key(), Column.Type.NUMBER));
    }
  }

  private static void metrics(Map<String, Double> values, List<Object> cells) {
    for (Metric metric : Metric.values()) {
      double value = values.getOrDefault(metric.key(), Double.NaN);
      cells.add(Double.isFinite(value) ? value : null);
    }
  }

  private static void sweep(Path file, SweepTable sweep) throws IOException {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("rank", Column.Type.INTEGER));
    sweep.parameters().forEach(name -> columns.add(new Column(name, Column.Type.TEXT)));
    metrics("", columns);
    try (TableFile csv = TableFile.csv(file, columns)) {
      for (SweepTable.Row row : sweep.rows()) {
        List<Object> cells = new ArrayList<>(List.of((long) row.rank()));
        cells.addAll(row.values());
        metrics(row.statistics(), cells);
        csv.write(cells.toArray());
      }
    }
  }
}
