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
import java.util.Optional;

/**
 * The files of a result: {@code result.json} (what is not a series), {@code statistics.json},
 * {@code equity}, {@code fills} and {@code round-trips} as CSV and Parquet, {@code equity-touch}
 * when optimistic fills were asked for, {@code sweep.csv} when there was a sweep, and {@code
 * report.html}.
 *
 * <p>Times are ISO 8601 UTC in CSV and microseconds UTC in JSON and Parquet; booked amounts are
 * exact decimals.
 */
final class ReportFiles {

  private ReportFiles() {}

  static void write(
      BacktestResult result, Statistics statistics, Optional<SweepTable> sweep, Path folder)
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
    tables(folder, "round-trips", ResultTables.TRIPS, ResultTables.trips(result.roundTrips()));
    if (sweep.isPresent()) {
      sweep(folder.resolve("sweep.csv"), sweep.get());
    }
    Files.writeString(folder.resolve("report.html"), Report.html(result, statistics, sweep));
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

  private static void sweep(Path file, SweepTable sweep) throws IOException {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("rank", Column.Type.INTEGER));
    sweep.parameters().forEach(name -> columns.add(new Column(name, Column.Type.TEXT)));
    for (Metric metric : Metric.values()) {
      columns.add(new Column(metric.key(), Column.Type.NUMBER));
    }
    try (TableFile csv = TableFile.csv(file, columns)) {
      for (SweepTable.Row row : sweep.rows()) {
        List<Object> cells = new ArrayList<>(List.of((long) row.rank()));
        cells.addAll(row.values());
        for (Metric metric : Metric.values()) {
          double value = row.value(metric.key());
          cells.add(Double.isFinite(value) ? value : null);
        }
        csv.write(cells.toArray());
      }
    }
  }
}
