package io.alphaflow.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a database does with old rows. On TimescaleDB's Community edition it is told once and works
 * by itself; elsewhere somebody has to call {@link #prune} now and then.
 */
public final class ArchiveStorage {

  private final Connection connection;
  private final Edition edition;

  /** For a connection of the tables' owner. */
  public ArchiveStorage(Connection connection, Edition edition) {
    this.connection = connection;
    this.edition = edition;
  }

  /**
   * Sets or removes the policies of compression, retention and refreshing, in one transaction.
   * Editions without policies are left alone.
   */
  public void apply(StorageOptions options) throws SQLException {
    if (edition != Edition.TIMESCALE) {
      return;
    }
    connection.setAutoCommit(false);
    try (Statement sql = connection.createStatement()) {
      for (BulkTable table : BulkTable.values()) {
        compress(sql, table, options.compressAfter());
        retain(sql, table.table(), options.retention().get(table.table()));
      }
      refresh(sql, options, BulkTable.BARS);
      refresh(sql, options, BulkTable.PNL);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static void compress(Statement sql, BulkTable table, Duration after) throws SQLException {
    sql.execute("SELECT remove_compression_policy('%s', true)".formatted(table.table()));
    if (after.isZero()) {
      return;
    }
    if (!isCompressible(sql, table)) {
      sql.execute(
          ("ALTER TABLE %s SET (timescaledb.compress, timescaledb.compress_segmentby = '%s',"
                  + " timescaledb.compress_orderby = '%s')")
              .formatted(table.table(), table.segmentBy(), table.orderBy()));
    }
    sql.execute(
        "SELECT add_compression_policy('%s', %s)".formatted(table.table(), interval(after)));
  }

  private static boolean isCompressible(Statement sql, BulkTable table) throws SQLException {
    try (ResultSet row =
        sql.executeQuery(
            "SELECT compression_enabled FROM timescaledb_information.hypertables"
                + " WHERE hypertable_schema = 'public' AND hypertable_name = '"
                + table.table()
                + "'")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void retain(Statement sql, String table, Duration kept) throws SQLException {
    sql.execute("SELECT remove_retention_policy('%s', true)".formatted(table));
    if (kept != null) {
      sql.execute("SELECT add_retention_policy('%s', %s)".formatted(table, interval(kept)));
    }
  }

  /** A refresh never looks at rows that may be gone: it would take their buckets away as well. */
  private static void refresh(Statement sql, StorageOptions options, BulkTable table)
      throws SQLException {
    Duration kept = options.retention().get(table.table());
    for (String size : new String[] {"hourly", "daily"}) {
      String aggregate = table.table() + "_" + size + "_aggregate";
      sql.execute("SELECT remove_continuous_aggregate_policy('%s', true)".formatted(aggregate));
      if (options.aggregates()) {
        String day = "interval '1 day'";
        sql.execute(
            "SELECT add_continuous_aggregate_policy('%s', start_offset => %s, end_offset => %s, schedule_interval => interval '15 minutes')"
                .formatted(
                    aggregate,
                    kept == null ? "NULL" : interval(kept) + " - " + day,
                    size.equals("hourly") ? "interval '1 hour'" : day));
      }
    }
  }

  /**
   * Removes rows that are older than their table's retention: whole chunks of hypertables, rows of
   * plain tables.
   *
   * @return how many chunks or rows were removed, by table
   */
  public SortedMap<String, Long> prune(StorageOptions options) throws SQLException {
    SortedMap<String, Long> removed = new TreeMap<>();
    try (Statement sql = connection.createStatement()) {
      for (BulkTable table : BulkTable.values()) {
        Duration kept = options.retention().get(table.table());
        if (kept != null) {
          removed.put(table.table(), prune(sql, table, kept));
        }
      }
    }
    return removed;
  }

  private long prune(Statement sql, BulkTable table, Duration kept) throws SQLException {
    if (edition == Edition.NONE) {
      return sql.executeLargeUpdate(
          "DELETE FROM %s WHERE %s < now() - %s"
              .formatted(table.table(), table.timeColumn(), interval(kept)));
    }
    try (ResultSet row =
        sql.executeQuery(
            "SELECT count(*) FROM drop_chunks('%s', older_than => now() - %s)"
                .formatted(table.table(), interval(kept)))) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String interval(Duration span) {
    return "interval '" + span.toSeconds() + " seconds'";
  }
}
