package io.alphaflow.archive.write;

import io.alphaflow.archive.table.Table;
import io.alphaflow.common.config.DatabaseOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes batches through one connection, for one thread.
 *
 * <p>A row that the database refuses is found by halving its batch; the others land. Anything else
 * that goes wrong means that the database takes no rows now; the same rows are given again later.
 */
public final class DatabaseWriter implements AutoCloseable {

  /** Bad data, a broken constraint, a row beyond a limit, an exception raised by a trigger. */
  private static final List<String> REFUSALS = List.of("22", "23", "44", "54", "P0");

  /** Two writers met (the database ended one of them): the same statement may pass now. */
  private static final String COLLISION = "40";

  private static final int TRIES = 3;
  private static final long SOON_NANOS = 1_000_000_000L;

  private final DatabaseOptions database;
  private final Connections connections;
  private final KeyColumns keys = new KeyColumns();

  /** A writer that connects when it first writes. */
  public DatabaseWriter(DatabaseOptions database, Connections connections) {
    this.database = database;
    this.connections = connections;
  }

  /**
   * Writes rows of one table; each statement is its own transaction.
   *
   * @param refused takes each row that the database refuses, with its key and the reason
   * @return how many rows were new
   * @throws DatabaseDownException when not all rows could be written or refused; writing all again
   *     later does no harm
   */
  public int write(Table<?> table, List<Pending> rows, BiConsumer<Pending, String> refused)
      throws DatabaseDownException {
    for (int tried = 1; ; tried++) {
      long begin = System.nanoTime();
      try {
        return table.insert(connections.open(), rows.stream().map(Pending::row).toList());
      } catch (SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (REFUSALS.stream().anyMatch(state::startsWith)) {
          return writeApart(table, rows, e, refused);
        }
        if (!state.startsWith(COLLISION)) {
          connections.close();
        }
        // The server may have ended an idle connection; an answer that never came is not asked for
        // at once again.
        if (tried == TRIES || System.nanoTime() - begin > SOON_NANOS) {
          throw down(table, e);
        }
      }
    }
  }

  private int writeApart(
      Table<?> table, List<Pending> rows, SQLException cause, BiConsumer<Pending, String> refused)
      throws DatabaseDownException {
    if (rows.size() == 1) {
      refused.accept(rows.get(0), reason(table, rows.get(0), cause));
      return 0;
    }
    int middle = rows.size() / 2;
    return write(table, rows.subList(0, middle), refused)
        + write(table, rows.subList(middle, rows.size()), refused);
  }

  private String reason(Table<?> table, Pending row, SQLException cause)
      throws DatabaseDownException {
    try {
      return "table %s, row %s: %s %s"
          .formatted(
              table.name(),
              table.text(row.row(), keys.of(connections.open(), table.name())),
              cause.getSQLState(),
              cause.getMessage());
    } catch (SQLException e) {
      connections.close();
      throw down(table, e);
    }
  }

  private DatabaseDownException down(Table<?> table, SQLException e) {
    return new DatabaseDownException(
        "cannot write to table %s of %s as %s: %s %s"
            .formatted(
                table.name(), address(), database.user(), e.getSQLState(), e.getMessage().strip()),
        e);
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
