package io.alphaflow.backtest.data;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Trade;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bars or trades of the archive: of each instrument in the order of the table's key, through a
 * cursor of its own, merged by time.
 */
public final class DatabaseEvents implements EventSource {

  /** Each is read through a connection. */
  private static final int MOST_INSTRUMENTS = 50;

  private static final int FETCH = 10_000;

  private final String jdbcUrl;
  private final String user;
  private final String password;
  private final DatabaseQuery query;
  private final List<InstrumentId> instruments;
  private final String interval;

  private DatabaseEvents(
      String jdbcUrl,
      String user,
      String password,
      DatabaseQuery query,
      List<InstrumentId> instruments,
      String interval) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
    this.query = query;
    this.instruments = instruments;
    this.interval = interval;
  }

  /**
   * Looks what there is.
   *
   * @throws IllegalArgumentException when there is nothing of what is wanted
   * @throws IOException when the database cannot be read
   */
  public static DatabaseEvents open(
      String jdbcUrl, String user, String password, DatabaseQuery query) throws IOException {
    // By name: what is merged at equal times stands in that order.
    Map<String, List<String>> found = new TreeMap<>();
    List<String> others = new ArrayList<>();
    try (Connection connection = connect(jdbcUrl, user, password);
        PreparedStatement statement = connection.prepareStatement(seriesSql(query))) {
      bind(statement, 1, query);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String instrument = rows.getString(1) + ":" + rows.getString(2);
          if (query.symbols().want(instrument)) {
            found.computeIfAbsent(instrument, i -> new ArrayList<>()).add(rows.getString(3));
          } else {
            others.add(instrument);
          }
        }
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "the database has no %s of %s in that time%s"
              .formatted(
                  table(query),
                  query.symbols(),
                  others.isEmpty()
                      ? ""
                      : "; it has " + String.join(", ", others.stream().distinct().toList())));
    }
    String interval =
        query.table() == DatabaseQuery.Table.TRADES
            ? ""
            : Intervals.choose(
                query.interval(),
                found.values().stream().flatMap(List::stream).toList(),
                "the database");
    found.values().removeIf(of -> !of.contains(interval));
    if (found.size() > MOST_INSTRUMENTS) {
      throw new IllegalArgumentException(
          "the database has %s of %d symbols, a run reads %d at most: say --symbol"
              .formatted(table(query), found.size(), MOST_INSTRUMENTS));
    }
    return new DatabaseEvents(
        jdbcUrl,
        user,
        password,
        query,
        found.keySet().stream().map(InstrumentId::parse).toList(),
        interval);
  }

  private static Connection connect(String jdbcUrl, String user, String password)
      throws SQLException {
    Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
    // A cursor, so that the rows are not all held in memory.
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    return connection;
  }

  private static IOException unreadable(SQLException e) {
    return new IOException("the database cannot be read: " + e.getMessage(), e);
  }

  private static String table(DatabaseQuery query) {
    return query.table() == DatabaseQuery.Table.BARS ? "bars" : "trades";
  }

  private static String time(DatabaseQuery query) {
    return query.table() == DatabaseQuery.Table.BARS ? "open_time" : "exchange_time";
  }

  private static String inRange(DatabaseQuery query) {
    return (query.from() == Long.MIN_VALUE ? "" : " AND " + time(query) + " >= ?")
        + (query.to() == Long.MAX_VALUE ? "" : " AND " + time(query) + " < ?");
  }

  private static int bind(PreparedStatement statement, int first, DatabaseQuery query)
      throws SQLException {
    int at = first;
    if (query.from() != Long.MIN_VALUE) {
      statement.setObject(at++, timestamp(query.from()));
    }
    if (query.to() != Long.MAX_VALUE) {
      statement.setObject(at++, timestamp(query.to()));
    }
    return at;
  }

  private static OffsetDateTime timestamp(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static String seriesSql(DatabaseQuery query) {
    return "SELECT DISTINCT venue, symbol, %s FROM %s WHERE true%s ORDER BY 1, 2"
        .formatted(
            query.table() == DatabaseQuery.Table.BARS ? "interval" : "''",
            table(query),
            inRange(query));
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
              .formatted(inRange(query));
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
            .formatted(inRange(query));
  }

  @Override
  public boolean bars() {
    return query.table() == DatabaseQuery.Table.BARS;
  }

  @Override
  public String interval() {
    return interval;
  }

  @Override
  public List<String> descriptions() {
    String what = bars() ? "bars of " + interval : "trades";
    return instruments.stream()
        .map(of -> "table %s of the database: %s %s".formatted(table(query), of, what))
        .toList();
  }

  @Override
  public List<InstrumentId> instruments() {
    return instruments;
  }

  @Override
  public Map<String, PriceSample> sample() throws IOException {
    Map<String, PriceSample> samples = new LinkedHashMap<>();
    for (InstrumentId of : instruments) {
      Sampler sampler = new Sampler();
      read(of, " LIMIT " + Sampler.EVENTS, sampler);
      if (!sampler.isEmpty()) {
        samples.put(of.toString(), sampler.sample());
      }
    }
    return samples;
  }

  @Override
  public void run(EventSink sink) throws IOException {
    if (instruments.size() == 1) {
      read(instruments.get(0), "", sink);
      return;
    }
    List<Merge.Source> sources = new ArrayList<>();
    instruments.forEach(of -> sources.add(into -> read(of, "", into)));
    new Merge(sources).run(sink);
  }

  private void read(InstrumentId of, String limit, EventSink sink) throws IOException {
    try (Connection connection = connect(jdbcUrl, user, password);
        PreparedStatement statement = connection.prepareStatement(eventsSql() + limit)) {
      statement.setFetchSize(FETCH);
      statement.setString(1, of.venue());
      statement.setString(2, of.symbol());
      int next = bind(statement, 3, query);
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
}
