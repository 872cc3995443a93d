package io.alphaflow.cli;

import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The server of a database that a demo left. It runs while anybody in this process uses it: a
 * backtest may read from it and write to it, and two servers on the same files cannot be.
 */
final class LeftDatabase implements AutoCloseable {

  private static final Map<Path, LeftDatabase> RUNNING = new HashMap<>();

  private final Path folder;
  private final LocalDatabase server;
  private int users;

  private LeftDatabase(Path folder, LocalDatabase server) {
    this.folder = folder;
    this.server = server;
  }

  /** Starts it, or joins those who use it. */
  static LeftDatabase of(Path folder) throws IOException {
    synchronized (RUNNING) {
      LeftDatabase database = RUNNING.get(folder);
      if (database == null) {
        LocalDatabase server =
            LocalDatabase.start(DatabaseOptions.in(folder).withPreference(kind(folder)));
        // Ctrl-C ends this process without leaving the block that would close it.
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "database"));
        database = new LeftDatabase(folder, server);
        RUNNING.put(folder, database);
      }
      database.users++;
      return database;
    }
  }

  /** A demo begins with an empty folder, so there are files of one kind only. */
  private static Preference kind(Path folder) {
    if (Files.exists(folder.resolve("timescaledb/pgdata/PG_VERSION"))) {
      return Preference.TIMESCALEDB;
    }
    return Files.exists(folder.resolve("embedded/pgdata/PG_VERSION"))
        ? Preference.EMBEDDED
        : Preference.DOCKER;
  }

  LocalDatabase server() {
    return server;
  }

  @Override
  public void close() {
    synchronized (RUNNING) {
      users--;
      if (users == 0) {
        RUNNING.remove(folder);
        server.close();
      }
    }
  }
}
