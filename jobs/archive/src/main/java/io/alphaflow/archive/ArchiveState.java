package io.alphaflow.archive;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a database says about itself.
 *
 * @param server version of PostgreSQL
 * @param edition edition of TimescaleDB
 * @param extension version of TimescaleDB, empty without
 * @param version of the schema, empty when there is none
 * @param tables the archive's tables, by name
 */
public record ArchiveState(
    String server, Edition edition, String extension, String version, List<TableSize> tables) {

  /**
   * A table.
   *
   * @param rows as its statistics say, so about; those of a small or new table may say nothing
   * @param bytes with indexes and all chunks
   */
  public record TableSize(String name, long rows, long bytes) {}

  private static final String PLAIN =
      "SELECT c.relname, GREATEST(0, c.reltuples)::bigint, pg_total_relation_size(c.oid)"
          + " FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
          + " AND c.relname <> 'flyway_schema_history' ORDER BY 1";

  private static final String HYPERTABLES =
      "SELECT c.relname, CASE WHEN h.hypertable_name IS NULL THEN GREATEST(0, c.reltuples)::bigint"
          + " ELSE approximate_row_count(c.oid::regclass) END,"
          + " CASE WHEN h.hypertable_name IS NULL THEN pg_total_relation_size(c.oid)"
          + " ELSE hypertable_size(c.oid::regclass) END FROM pg_class c"
          + " LEFT JOIN timescaledb_information.hypertables h"
          + " ON h.hypertable_schema = 'public' AND h.hypertable_name = c.relname"
          + " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
          + " AND c.relname <> 'flyway_schema_history' ORDER BY 1";

  /** Asks. */
  public static ArchiveState read(Connection connection, Edition edition) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      String server = text(sql, "SHOW server_version");
      String extension =
          text(sql, "SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'");
      String version = "";
      if (!text(sql, "SELECT to_regclass('public.flyway_schema_history')").isEmpty()) {
        version =
            text(
                sql,
                "SELECT version FROM flyway_schema_history WHERE version IS NOT NULL AND success"
                    + " ORDER BY installed_rank DESC LIMIT 1");
      }
      List<TableSize> tables = new ArrayList<>();
      try (ResultSet rows = sql.executeQuery(edition == Edition.NONE ? PLAIN : HYPERTABLES)) {
        while (rows.next()) {
          tables.add(new TableSize(rows.getString(1), rows.getLong(2), rows.getLong(3)));
        }
      }
      return new ArchiveState(server, edition, extension, version, tables);
    }
  }

  /** First column of the first row, empty when there is none. */
  private static String text(Statement sql, String query) throws SQLException {
    try (ResultSet row = sql.executeQuery(query)) {
      return row.next() && row.getString(1) != null ? row.getString(1) : "";
    }
  }
}
