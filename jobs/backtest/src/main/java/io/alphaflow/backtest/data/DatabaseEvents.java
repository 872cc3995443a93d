package io.alphaflow.backtest.data;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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

  private final DatabaseHistory history;

  private DatabaseEvents(DatabaseHistory history) {
    this.history = history;
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
    try (Connection connection = DatabaseHistory.connect(jdbcUrl, user, password);
        PreparedStatement statement = connection.prepareStatement(seriesSql(query))) {
      DatabaseHistory.bind(statement, 1, query.from(), query.to());
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
      throw DatabaseHistory.unreadable(e);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "the database has no %s of %s in that time%s"
              .formatted(
                  table(query.table()),
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
              .formatted(table(query.table()), found.size(), MOST_INSTRUMENTS));
    }
    return new DatabaseEvents(
        new DatabaseHistory(
            jdbcUrl,
            user,
            password,
            query.table(),
            found.keySet().stream().map(InstrumentId::parse).toList(),
            interval,
            query.from(),
            query.to()));
  }

  private static String table(DatabaseQuery.Table table) {
    return table == DatabaseQuery.Table.BARS ? "bars" : "trades";
  }

  private static String seriesSql(DatabaseQuery query) {
    return "SELECT DISTINCT venue, symbol, %s FROM %s WHERE true%s ORDER BY 1, 2"
        .formatted(
            query.table() == DatabaseQuery.Table.BARS ? "interval" : "''",
            table(query.table()),
            DatabaseHistory.inRange(query.table(), query.from(), query.to()));
  }

  @Override
  public boolean bars() {
    return history.bars();
  }

  @Override
  public String interval() {
    return history.interval();
  }

  @Override
  public List<String> descriptions() {
    String what = bars() ? "bars of " + interval() : "trades";
    return instruments().stream()
        .map(of -> "table %s of the database: %s %s".formatted(table(history.table()), of, what))
        .toList();
  }

  @Override
  public List<InstrumentId> instruments() {
    return history.instruments();
  }

  @Override
  public Map<String, PriceSample> sample() throws IOException {
    Map<String, PriceSample> samples = new LinkedHashMap<>();
    for (InstrumentId of : instruments()) {
      Sampler sampler = new Sampler();
      history.read(of, " LIMIT " + Sampler.EVENTS, sampler);
      if (!sampler.isEmpty()) {
        samples.put(of.toString(), sampler.sample());
      }
    }
    return samples;
  }

  @Override
  public void run(EventSink sink) throws IOException {
    history.read(sink, Rejects.none());
  }

  @Override
  public DatabaseHistory history() {
    return history;
  }
}
