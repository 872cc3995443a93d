package io.alphaflow.archive.operator;

import io.alphaflow.archive.write.Connections;
import io.alphaflow.common.config.DatabaseOptions;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;

/**
 * Connections from Flink's JDBC connector. The password is resolved for each new one, so it can be
 * changed while the job runs.
 */
public final class JdbcConnections implements Connections {

  private final DatabaseOptions database;
  private SimpleJdbcConnectionProvider provider;

  /** Nothing is connected yet. */
  public JdbcConnections(DatabaseOptions database) {
    this.database = database;
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
                  .withProperty("socketTimeout", "30")
                  .withProperty("tcpKeepAlive", "true")
                  .build());
    }
    try {
      return provider.getOrEstablishConnection();
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
