package io.alphaflow.history.export;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Exports a table or view of the database, in order of its time. */
public final class DatabaseExport {

  private static final int FETCH = 10_000;

  /** The first of these that a table has is its time. */
  private static final List<String> TIMES =
      List.of("exchange_time", "open_time", "time", "decided_at", "effective_time", "ingest_time");

  private final Connection connection;

  private DatabaseExport(Connection connection) {
    this.connection = connection;
  }

  /**
   * Exports a table or view.
   *
   * @throws IllegalArgumentException when there is no such table, or it lacks what the options ask
   *     for
   * @throws IOException when the database cannot be read or the output not be written
   */
  public static ExportSummary run(
      String jdbcUrl,
      String user,
      String password,
      String table,
      ExportOptions options,
      Output output)
      throws IOException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
      // A cursor, so that the rows are not all held in memory.
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      return new DatabaseExport(connection).run(table, options, output);
    } catch (SQLException e) {
      throw new IOException("the database cannot be read: " + e.getMessage(), e);
    }
  }

  private List<String> texts(String sql, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<String> texts = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    }
  }

  private ExportSummary run(String table, ExportOptions options, Output output)
      throws SQLException, IOException {
    List<String> names =
        texts(
            "SELECT column_name FROM information_schema.columns"
                + " WHERE table_schema = 'public' AND table_name = ? ORDER BY ordinal_position",
            table);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no table or view \"%s\"; there are %s"
              .formatted(
                  table,
                  texts(
                      "SELECT table_name FROM information_schema.tables"
                          + " WHERE table_schema = 'public' ORDER BY 1")));
    }
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    ofSymbol(table, names, options, conditions, values);
    String time = TIMES.stream().filter(names::contains).findFirst().orElse(null);
    if (options.hasTimes()) {
      if (time == null) {
        throw new IllegalArgumentException(table + " has no time, so --from and --to do not apply");
      }
      if (options.from() != Long.MIN_VALUE) {
        conditions.add(time + " >= ?");
        values.add(timestamp(options.from()));
      }
      if (options.to() != Long.MAX_VALUE) {
        conditions.add(time + " < ?");
        values.add(timestamp(options.to()));
      }
    }
    // The name is one of the database's own, so it can stand in quotes as it is.
    String sql =
        "SELECT "
            + names.stream().map(DatabaseExport::quoted).collect(Collectors.joining(", "))
            + " FROM "
            + quoted(table)
            + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
            + (time == null ? "" : " ORDER BY " + time);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH);
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return copy(rows, output);
      }
    }
  }

  private static void ofSymbol(
      String table,
      List<String> names,
      ExportOptions options,
      List<String> conditions,
      List<Object> values) {
    if (options.symbol().isEmpty()) {
      return;
    }
    if (!names.contains("symbol")) {
      throw new IllegalArgumentException(table + " has no symbol, so --symbol does not apply");
    }
    String text = options.symbol().get();
    int colon = text.indexOf(':');
    conditions.add("symbol = ?");
    values.add(text.substring(colon + 1));
    if (colon >= 0) {
      conditions.add("venue = ?");
      values.add(text.substring(0, colon));
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static OffsetDateTime timestamp(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static ExportSummary copy(ResultSet rows, Output output)
      throws SQLException, IOException {
    ResultSetMetaData meta = rows.getMetaData();
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(new Column(meta.getColumnName(i), type(meta, i)));
    }
    long count = 0;
    try (TableFile file = output.open(columns)) {
      while (rows.next()) {
        Object[] row = new Object[columns.size()];
        for (int i = 0; i < row.length; i++) {
          Object value = value(rows, i + 1, columns.get(i).type());
          row[i] = rows.wasNull() ? null : value;
        }
        file.write(row);
        count++;
      }
    }
    return new ExportSummary(count, 0, 0);
  }

  private static Column.Type type(ResultSetMetaData meta, int column) throws SQLException {
    return switch (meta.getColumnType(column)) {
      case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> Column.Type.INTEGER;
      case Types.NUMERIC, Types.DECIMAL -> Column.Type.DECIMAL;
      case Types.DOUBLE, Types.REAL -> Column.Type.NUMBER;
      case Types.BIT, Types.BOOLEAN -> Column.Type.TRUTH;
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
          meta.getColumnTypeName(column).equals("timestamptz")
              ? Column.Type.TIME
              : Column.Type.TEXT;
      default -> Column.Type.TEXT;
    };
  }

  private static Object value(ResultSet rows, int column, Column.Type type) throws SQLException {
    return switch (type) {
      case TEXT -> rows.getString(column);
      case INTEGER -> rows.getLong(column);
      case DECIMAL -> rows.getBigDecimal(column);
      case NUMBER -> rows.getDouble(column);
      case TRUTH -> rows.getBoolean(column);
      case TIME -> {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        yield time == null ? null : time.toInstant();
      }
    };
  }
}
