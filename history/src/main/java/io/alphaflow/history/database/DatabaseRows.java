package io.alphaflow.history.database;

import io.alphaflow.history.FileImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one file on their way to a table, in transactions of some thousand.
 *
 * @param <T> record type
 */
final class DatabaseRows<T> implements FileImport<T> {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRows.class);
  private static final int ROWS_PER_TRANSACTION = 50_000;

  private final Connection connection;
  private final PGConnection copying;
  private final BulkTable<T> table;
  private final List<String> constants;
  private final StringBuilder text = new StringBuilder();
  private int rows;
  private long written;
  private long present;

  DatabaseRows(
      Connection connection, PGConnection copying, BulkTable<T> table, List<String> constants) {
    this.connection = connection;
    this.copying = copying;
    this.table = table;
    this.constants = constants;
  }

  @Override
  public boolean isFinished() {
    return false;
  }

  @Override
  public long rowsDone() {
    return 0;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public long present() {
    return present;
  }

  @Override
  public void accept(T value, long row, long line) throws IOException {
    long[] values = table.values(value);
    for (int i = 0; i < values.length; i++) {
      text.append(values[i]).append(i == values.length - 1 ? '\n' : '\t');
    }
    if (++rows == ROWS_PER_TRANSACTION) {
      write();
    }
  }

  private void write() throws IOException {
    if (rows == 0) {
      return;
    }
    try (Statement create = connection.createStatement();
        PreparedStatement insert = connection.prepareStatement(table.insert())) {
      create.execute(table.createTemporary());
      byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
      CopyIn copy = copying.getCopyAPI().copyIn(table.copy());
      copy.writeToCopy(bytes, 0, bytes.length);
      copy.endCopy();
      for (int i = 0; i < constants.size(); i++) {
        insert.setString(i + 1, constants.get(i));
      }
      int added = insert.executeUpdate();
      connection.commit();
      written += added;
      present += rows - added;
    } catch (SQLException e) {
      throw new IOException(
          "the database does not take rows of the table "
              + table.name()
              + ": "
              + e.getMessage()
              + "; import the file again when this is put right, what is there stays",
          e);
    }
    text.setLength(0);
    rows = 0;
  }

  @Override
  public void finish() throws IOException {
    write();
  }

  @Override
  public void stop() throws IOException {
    write();
  }

  @Override
  public void close() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The rows of an open transaction are gone with the connection.
      LOG.info("the open transaction was not taken back: {}", e.toString());
    }
  }
}
