package io.alphaflow.cli.backtest.store;

import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.table.Table;
import io.alphaflow.backtest.report.SweepTable;
import io.alphaflow.backtest.report.WalkForwardTable;
import io.alphaflow.backtest.result.EquityCurve;
import io.alphaflow.backtest.result.OrderCounts;
import io.alphaflow.backtest.statistics.Metric;
import io.alphaflow.cli.backtest.store.RunTables.Count;
import io.alphaflow.cli.backtest.store.RunTables.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Writes runs through a connection whose role may at least insert. */
public final class RunStore {

  /** Rows in a statement: enough for speed, and little memory. */
  private static final int BATCH = 10_000;

  private final Connection connection;

  /** A store; it ends transactions of the connection and does not close it. */
  public RunStore(Connection connection) {
    this.connection = connection;
  }

  /**
   * Writes a run in one transaction: all of it or nothing.
   *
   * @return false when it was there already and nothing has changed
   */
  public boolean write(StoredRun run) throws SQLException {
    boolean automatic = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      boolean isNew = RunTables.RUNS.insert(connection, List.of(RunTables.RUNS.row(run))) > 0;
      if (isNew) {
        writeParts(run);
      }
      connection.commit();
      return isNew;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(automatic);
    }
  }

  private void writeParts(StoredRun run) throws SQLException {
    EquityCurve curve = run.result().equity();
    write(run, RunTables.METRICS, Arrays.asList(Metric.values()));
    write(run, RunTables.EQUITY, curve.size(), i -> curve);
    write(run, RunTables.TRIPS, run.result().roundTrips());
    write(run, RunTables.FILLS, run.result().fills());
    write(run, RunTables.COUNTS, counts(run.result().counts()));
    write(run, RunTables.DECISIONS, run.result().decisions());
    write(run, RunTables.SWEEP, run.sweep().map(SweepTable::rows).orElse(List.of()));
    write(run, RunTables.WINDOWS, run.walk().map(WalkForwardTable::rows).orElse(List.of()));
  }

  private static List<Count> counts(OrderCounts counts) {
    List<Count> decisions = new ArrayList<>();
    decisions.add(new Count("APPROVED", "", counts.approved()));
    decisions.add(new Count("REJECTED", "", counts.rejected()));
    counts.rejections().forEach((code, n) -> decisions.add(new Count("REJECTED", code, n)));
    return decisions;
  }

  private <T> void write(StoredRun run, Table<Part<T>> table, List<T> parts) throws SQLException {
    write(run, table, parts.size(), parts::get);
  }

  private <T> void write(StoredRun run, Table<Part<T>> table, int size, IntFunction<T> part)
      throws SQLException {
    List<Row> rows = new ArrayList<>(Math.min(size, BATCH));
    for (int i = 0; i < size; i++) {
      rows.add(table.row(new Part<>(run, i, part.apply(i))));
      if (rows.size() == BATCH || i == size - 1) {
        table.insert(connection, rows);
        rows.clear();
      }
    }
  }
}
