package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of the archive: of each instrument in the order of the table's key, through a cursor of its
 * own, merged by time.
 *
 * @param jdbcUrl where the database is
 * @param user who reads
 * @param password of the user
 * @param table bars or trades
 * @param instruments by name
 * @param interval of bars; empty for trades
 * @param from time before which events are left out, epoch microseconds UTC
 * @param to time from which on they are left out
 */
public record DatabaseHistory(
    String jdbcUrl,
    String user,
    String password,
    DatabaseQuery.Table table,
    List<InstrumentId> instruments,
    String interval,
    long from,
    long to)
    implements History {

  private static final int FETCH = 10_000;

  /** Copies the list. */
  public DatabaseHistory {
    instruments = List.copyOf(instruments);
  }

  static Connection connect(String jdbcUrl, String user, String password) throws SQLException {
    try {
      // In a Flink task nobody else has: it comes with the job.
      Class.forName("org.postgresql.Driver");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
    // A cursor, so that the rows are not all held in memory.
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    return connection;
  }

  static IOException unreadable(SQLException e) {
    return new IOException("the database cannot be read: " + e.getMessage(), e);
  }

  boolean bars() {
    return table == DatabaseQuery.Table.BARS;
  }

  /** What a range of time adds to a query. */
  static String inRange(DatabaseQuery.Table table, long from, long to) {
    String time = table == DatabaseQuery.Table.BARS ? "open_time" : "exchange_time";
    return (from == Long.MIN_VALUE ? "" : " AND " + time + " >= ?")
        + (to == Long.MAX_VALUE ? "" : " AND " + time + " < ?");
  }

  /** Fills it in; says which parameter is next. */
  static int bind(PreparedStatement statement, int first, long from, long to) throws SQLException {
    int at = first;
    if (from != Long.MIN_VALUE) {
      statement.setObject(at++, timestamp(from));
    }
    if (to != Long.MAX_VALUE) {
      statement.setObject(at++, timestamp(to));
    }
    return at;
  }

  private static OffsetDateTime timestamp(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static String units(String column) {
    return "(" + column + " * 100000000)::bigint";
  }

  private static String micros(String column) {
    return "(extract(epoch FROM " + column + ") * 1000000)::bigint";
  }

  private String eventsSql() {
    if (!bars()) {
      return "SELECT trade_id, %s, %s, buyer_is_maker, %s, %s FROM trades"
              .formatted(
                  units("price"), units("quantity"), micros("exchange_time"), micros("ingest_time"))
          + " WHERE venue = ? AND symbol = ?%s ORDER BY exchange_time, trade_id"
              .formatted(inRange(table, from, to));
    }
    return "SELECT sequence, %s, %s, %s, %s, %s, %s, %s, %s, trades, %s, closed_by FROM bars"
            .formatted(
                micros("open_time"),
                micros("close_time"),
                units("open"),
                units("high"),
                units("low"),
                units("close"),
                units("volume"),
                units("quote_volume"),
                units("taker_buy_volume"))
        + " WHERE venue = ? AND symbol = ?%s AND interval = ? ORDER BY open_time, sequence"
            .formatted(inRange(table, from, to));
  }

  @Override
  public void read(EventSink sink, Rejects rejects) throws IOException {
    if (instruments.size() == 1) {
      read(instruments.get(0), "", sink);
      return;
    }
    List<Merge.Source> sources = new ArrayList<>();
    instruments.forEach(of -> sources.add(into -> read(of, "", into)));
    new Merge(sources).run(sink);
  }

  void read(InstrumentId of, String limit, EventSink sink) throws IOException {
    try (Connection connection = connect(jdbcUrl, user, password);
        PreparedStatement statement = connection.prepareStatement(eventsSql() + limit)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, of.venue());
      statement.setString(2, of.symbol());
      int next = bind(statement, 3, from, to);
      if (bars()) {
        statement.setString(next, interval);
      }
      String instrument = of.toString();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (bars()) {
            sink.bar(bar(instrument, rows));
          } else {
            sink.trade(trade(instrument, rows));
          }
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static Trade trade(String instrument, ResultSet row) throws SQLException {
    return new Trade(
        instrument,
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getBoolean(4),
        row.getLong(5),
        row.getLong(6));
  }

  private Bar bar(String instrument, ResultSet row) throws SQLException {
    return new Bar(
        instrument,
        interval,
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(11),
        row.getLong(12));
  }

  @Override
  public String toString() {
    return "DatabaseHistory[%s %s of %s, %s, %d to %d]"
        .formatted(table, interval, jdbcUrl, instruments, from, to);
  }
}
