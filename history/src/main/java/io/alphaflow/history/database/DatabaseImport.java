package io.alphaflow.history.database;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Trade;
import io.alphaflow.history.FileImport;
import io.alphaflow.history.ImportTarget;
import io.alphaflow.history.plan.PlannedFile;
import io.alphaflow.history.read.Rejects;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Imports files into the tables {@code bars} and {@code trades} of the archive. A row that is there
 * is left alone, so an import that is repeated, or begun again after it was interrupted, changes
 * nothing that is done. Used by one thread.
 */
public final class DatabaseImport implements ImportTarget {

  private final Connection connection;
  private final PGConnection copying;

  private DatabaseImport(Connection connection) throws SQLException {
    this.connection = connection;
    this.copying = connection.unwrap(PGConnection.class);
  }

  /**
   * Connects to a database that has the archive's tables.
   *
   * @throws IOException when it cannot be reached or the tables are not there
   */
  public static DatabaseImport open(String jdbcUrl, String user, String password)
      throws IOException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(jdbcUrl);
    source.setUser(user);
    source.setPassword(password);
    source.setApplicationName("alphaflow-import");
    try {
      Connection connection = source.getConnection();
      connection.setAutoCommit(false);
      return new DatabaseImport(connection);
    } catch (SQLException e) {
      throw new IOException("the database cannot be reached: " + e.getMessage(), e);
    }
  }

  @Override
  public FileImport<Bar> bars(PlannedFile file, Rejects rejects) throws IOException {
    return new DatabaseRows<>(
        connection,
        copying,
        BulkTable.BARS,
        List.of(
            file.instrument().venue(),
            file.instrument().symbol(),
            file.interval().orElseThrow().label()));
  }

  @Override
  public FileImport<Trade> trades(PlannedFile file, Rejects rejects, long ingestTime)
      throws IOException {
    return new DatabaseRows<>(
        connection,
        copying,
        BulkTable.TRADES,
        List.of(file.instrument().venue(), file.instrument().symbol()));
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("the connection to the database did not close: " + e.getMessage(), e);
    }
  }
}
