package io.alphaflow.cli.audit;

import io.alphaflow.common.config.DatabaseOptions;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to the database of a desk, for reading. */
final class AuditDatabase {

  private static final int CONNECT_SECONDS = 5;

  private AuditDatabase() {}

  static PGSimpleDataSource of(DatabaseOptions options) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(options.jdbcUrl());
    source.setUser(options.reader().user());
    source.setPassword(options.reader().password().resolve());
    source.setApplicationName("alphaflow-audit");
    source.setConnectTimeout(CONNECT_SECONDS);
    return source;
  }

  /** What is read is of one moment, through a cursor where a fetch size is set. */
  static Connection snapshot(PGSimpleDataSource source) throws SQLException {
    Connection connection = source.getConnection();
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }
}
