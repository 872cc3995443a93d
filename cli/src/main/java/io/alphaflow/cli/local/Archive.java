package io.alphaflow.cli.local;

import io.alphaflow.cli.view.DeskSnapshot;
import io.alphaflow.runtime.LocalDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The demo's questions to the database. Used by one thread. */
public final class Archive implements AutoCloseable {

  private final Connection connection;

  private Archive(Connection connection) {
    this.connection = connection;
  }

  public static Archive connect(LocalDatabase database) throws SQLException {
    return connect(database.jdbcUrl(), database.user(), database.password());
  }

  /** A database that is known by its address. */
  public static Archive connect(String jdbcUrl, String user, String password) throws SQLException {
    return new Archive(DriverManager.getConnection(jdbcUrl, user, password));
  }

  /**
   * The command with which a person opens the database.
   *
   * @param passwordFile where its password is: the command does not show it
   */
  public static String psql(LocalDatabase database, Path passwordFile) {
    if (database.kind() == LocalDatabase.Kind.EXTERNAL) {
      return database.description();
    }
    String address = database.jdbcUrl().substring("jdbc:postgresql://".length());
    return "PGPASSWORD=$(cat '%s') psql postgresql://%s@%s"
        .formatted(passwordFile, database.user(), address);
  }

  public long trades() throws SQLException {
    return number("SELECT count(*) FROM trades");
  }

  /** Rows of the tables that grow while the desk works, to see whether it still does. */
  public List<Long> counts() throws SQLException {
    return numbers(
        "SELECT (SELECT count(*) FROM trades), (SELECT count(*) FROM bars),"
            + " (SELECT count(*) FROM signals), (SELECT count(*) FROM decisions),"
            + " (SELECT count(*) FROM fills), (SELECT count(*) FROM dead_letters),"
            + " (SELECT count(*) FROM execution_reports), (SELECT count(*) FROM pnl)");
  }

  /** Whether everything that the logs hold has arrived. */
  public boolean holds(DeskSnapshot desk) throws SQLException {
    List<Long> counts = counts();
    return counts
        .subList(0, 6)
        .equals(
            List.of(
                desk.trades(),
                desk.bars(),
                desk.signals(),
                desk.decisions(),
                desk.fills(),
                desk.deadLetters()));
  }

  public long number(String sql) throws SQLException {
    return numbers(sql).get(0);
  }

  private List<Long> numbers(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      List<Long> numbers = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        numbers.add(rows.getLong(i));
      }
      return numbers;
    }
  }

  /** A sum, 0 when there is nothing to sum. */
  public BigDecimal amount(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      BigDecimal amount = rows.getBigDecimal(1);
      return amount == null ? BigDecimal.ZERO : amount;
    }
  }

  /** The first column of all rows. */
  public List<String> texts(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
