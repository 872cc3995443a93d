package io.alphaflow.archive.operator;

import io.alphaflow.archive.write.Connections;
import io.alphaflow.common.config.DatabaseOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/**
 * Connections from Flink's JDBC connector. The password is resolved for each new one, so it can be
 * changed while the job runs.
 */
public final class JdbcConnections implements Connections {

  /**
   * A checkpoint says that rows are in the database, so what was committed must survive a crash of
   * the server: where {@code synchronous_commit} is off it may not. A stronger setting stays.
   */
  private static final String DURABLE =
      "SELECT set_config('synchronous_commit', 'on', false)"
          + " WHERE current_setting('synchronous_commit') = 'off'";

  private final DatabaseOptions database;
  private final Duration answerTimeout;
  private SimpleJdbcConnectionProvider provider;

  /**
   * Nothing is connected yet.
   *
   * @param answerTimeout how long the server may take for an answer, at least a second
   */
  public JdbcConnections(DatabaseOptions database, Duration answerTimeout) {
    this.database = database;
    this.answerTimeout = answerTimeout;
  }

  @Override
  public Connection open() throws SQLException {
    if (provider == null) {
      provider =
          new SimpleJdbcConnectionProvider(
              new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                  .withUrl(database.jdbcUrl())
                  .withDriverName("org.postgresql.Driver")
                  .withUsername(database.user())
                  .withPassword(database.password().resolve())
                  .withProperty("ApplicationName", "alphaflow-archive")
                  .withProperty("connectTimeout", "5")
                  // A connection whose other end is gone must not hold the job for ever.
                  .withProperty(
                      "socketTimeout", Long.toString(Math.max(1, answerTimeout.toSeconds())))
                  .withProperty("tcpKeepAlive", "true")
                  .build());
    }
    try {
      boolean fresh = provider.getConnection() == null;
      Connection connection = provider.getOrEstablishConnection();
      if (fresh) {
        try (Statement setting = connection.createStatement()) {
          setting.execute(DURABLE);
        }
      }
      return connection;
    } catch (ClassNotFoundException e) {
      throw new SQLException("the PostgreSQL driver is not on the class path", e);
    }
  }

  @Override
  public void close() {
    if (provider != null) {
      provider.closeConnection();
      provider = null;
    }
  }
}
