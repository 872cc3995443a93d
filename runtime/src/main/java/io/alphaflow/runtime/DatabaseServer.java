package io.alphaflow.runtime;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * A PostgreSQL server that answers, and how to end it.
 *
 * @param jdbcUrl URL of the database, without user and password
 * @param user may be empty if the URL names one
 * @param password may be empty if the URL has one
 * @param stop ends the server; must not throw
 */
record DatabaseServer(String jdbcUrl, String user, String password, Runnable stop) {
  static final String SUPERUSER = "postgres";

  /** Folder of the cluster's files within the folder of one kind of server. */
  static final String CLUSTER = "pgdata";

  private static final String DATABASE = "alphaflow";
  private static final int CONNECT_SECONDS = 5;

  /** A server of ours that has just started; makes sure that our database exists. */
  static DatabaseServer local(int port, String password, Runnable stop) throws SQLException {
    DatabaseServer server = new DatabaseServer(url(port, DATABASE), SUPERUSER, password, stop);
    try (Connection connection = server.connect(url(port, SUPERUSER));
        Statement statement = connection.createStatement()) {
      if (one(statement, "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'") == null) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
    return server;
  }

  /** Makes sure that the database has the extension. Its library must have been loaded. */
  void createTimescaleExtension() throws SQLException {
    try (Connection connection = connect(jdbcUrl);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
    }
  }

  /** Connects, and tells versions, TimescaleDB's edition and the address. */
  String describe() throws SQLException {
    try (Connection connection = connect(jdbcUrl);
        Statement statement = connection.createStatement()) {
      String postgres = one(statement, "SHOW server_version");
      String timescale =
          one(
              statement,
              "SELECT extversion || ' (' || current_setting('timescaledb.license', true)"
                  + " || ' edition)' FROM pg_extension WHERE extname = 'timescaledb'");
      return "PostgreSQL %s, %s, %s"
          .formatted(
              postgres,
              timescale == null ? "no TimescaleDB" : "TimescaleDB " + timescale,
              LocalDatabase.withoutParameters(jdbcUrl));
    }
  }

  void close() {
    stop.run();
  }

  @Override
  public String toString() {
    return "DatabaseServer[" + LocalDatabase.withoutParameters(jdbcUrl) + "]";
  }

  private Connection connect(String url) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS));
    if (!user.isEmpty()) {
      settings.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      settings.setProperty("password", password);
    }
    return DriverManager.getConnection(url, settings);
  }

  private static String url(int port, String database) {
    return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + port + "/" + database;
  }

  /** First column of the first row, or null. */
  private static String one(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }
}
