package io.alphaflow.archive.write;

import io.alphaflow.archive.table.Table;
import io.alphaflow.common.config.DatabaseOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes batches through one connection, for one thread.
 *
 * <p>A database that cannot be reached, restarts or is overloaded is tried again until the patience
 * is used up. A row that the database refuses is found by halving its batch; the others land.
 */
public final class DatabaseWriter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWriter.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private final DatabaseOptions database;
  private final Duration patience;
  private final Connections connections;

  /** A writer that connects when it first writes. */
  public DatabaseWriter(DatabaseOptions database, Connections connections, Duration patience) {
    this.database = database;
    this.connections = connections;
    this.patience = patience;
  }

  /**
   * Writes rows of one table; each statement is its own transaction.
   *
   * @param refused takes each row that the database refuses, with the reason
   * @return how many rows were new
   * @throws IOException when the database could not be written for the length of the patience
   * @throws InterruptedException when the job is cancelled meanwhile
   */
  public int write(Table<?> table, List<Pending> rows, BiConsumer<Pending, String> refused)
      throws IOException, InterruptedException {
    long giveUp = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        return table.insert(connections.open(), rows.stream().map(Pending::row).toList());
      } catch (SQLException e) {
        if (isRefusal(e)) {
          return writeApart(table, rows, e, refused);
        }
        connections.close();
        if (System.nanoTime() > giveUp) {
          throw new IOException(
              "cannot write to table "
                  + table.name()
                  + " of "
                  + address()
                  + " as "
                  + database.user()
                  + " for "
                  + patience.toSeconds()
                  + " s; the job starts again from its checkpoint. Cause: "
                  + e.getMessage(),
              e);
        }
        LOG.warn(
            "database not writable, trying again, table={} pauseMillis={} state={} cause={}",
            table.name(),
            pause,
            e.getSQLState(),
            e.getMessage());
        Thread.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private int writeApart(
      Table<?> table, List<Pending> rows, SQLException cause, BiConsumer<Pending, String> refused)
      throws IOException, InterruptedException {
    if (rows.size() == 1) {
      refused.accept(rows.get(0), cause.getSQLState() + " " + cause.getMessage());
      return 0;
    }
    int middle = rows.size() / 2;
    return write(table, rows.subList(0, middle), refused)
        + write(table, rows.subList(middle, rows.size()), refused);
  }

  /** Whether trying again is useless: bad data, a broken constraint, a row beyond a limit. */
  private static boolean isRefusal(SQLException e) {
    String state = e.getSQLState();
    return state != null
        && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  /** The URL without its parameters, which may hold a password. */
  private String address() {
    String url = database.jdbcUrl();
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }

  @Override
  public void close() {
    connections.close();
  }
}
