package io.alphaflow.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real database for one machine. Taken is the first of these that works here:
 *
 * <ol>
 *   <li>the JDBC URL that was given;
 *   <li>Docker with TimescaleDB's own image;
 *   <li>TimescaleDB (Apache edition) unpacked into a folder, on Linux with apt-get and network;
 *   <li>embedded PostgreSQL without TimescaleDB.
 * </ol>
 *
 * <p>{@link #kind()} says which, {@link #skipped()} why not an earlier one. Servers of ours listen
 * on the loopback address only, ask for a password made up for the data folder, keep time in UTC,
 * and run without fsync: data survives a killed process, not a power cut. What a killed process
 * left running in the data folder is stopped at the next start.
 *
 * <p>Data stays in the data folder after {@link #close()}; with Docker, in a volume named after the
 * folder. Each kind has data of its own: another kind begins empty.
 */
public final class LocalDatabase implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalDatabase.class);

  /** Kinds of database, see {@link LocalDatabase}. */
  public enum Kind {
    EXTERNAL,
    DOCKER,
    TIMESCALEDB_LOCAL,
    EMBEDDED_POSTGRES
  }

  private final Kind kind;
  private final DatabaseServer server;
  private final String description;
  private final List<String> skipped;
  private final FolderLock lock;
  private boolean closed;

  private LocalDatabase(
      Kind kind, DatabaseServer server, String description, List<String> skipped, FolderLock lock) {
    this.kind = kind;
    this.server = server;
    this.description = description;
    this.skipped = List.copyOf(skipped);
    this.lock = lock;
  }

  /**
   * Finds or starts a database and connects once. Takes about a second, the first time on a machine
   * up to ten, with a slow network up to the install timeout more.
   *
   * @throws IOException if the data folder is unusable or used by another process
   * @throws IllegalStateException if no wanted kind of database works here; the message has the
   *     reason of each
   */
  public static LocalDatabase start(DatabaseOptions options) throws IOException {
    if (options.external().isPresent()) {
      return external(options.external().get());
    }
    FolderLock lock = FolderLock.take(options.dataFolder());
    List<String> skipped = new ArrayList<>();
    try {
      clear(options);
      String password = DatabasePassword.of(options.dataFolder());
      for (Kind kind : options.preference().kinds()) {
        try {
          DatabaseServer server = start(kind, options, password);
          return ready(kind, server, describe(server), skipped, lock);
        } catch (DatabaseUnavailableException e) {
          skipped.add(kind + ": " + e.getMessage());
          LOG.info("database not usable here, kind={} reason={}", kind, e.getMessage());
          LOG.debug("database not usable here, kind={}", kind, e);
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      lock.close();
      throw e;
    }
    lock.close();
    throw new IllegalStateException(
        "no database could be started in " + options.dataFolder() + ": " + skipped);
  }

  /** Which kind was taken. */
  public Kind kind() {
    return kind;
  }

  /** For people: versions and edition as the server tells them, and its address. */
  public String description() {
    return description;
  }

  /** Why each kind that would have come before {@link #kind()} was not taken. */
  public List<String> skipped() {
    return skipped;
  }

  /** JDBC URL without user and password (an external one: as it was given). */
  public String jdbcUrl() {
    return server.jdbcUrl();
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /** Stops the server if it is one of ours; its data stays. Safe to call again. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      server.close();
    } finally {
      lock.close();
    }
  }

  @Override
  public String toString() {
    return "LocalDatabase[" + kind + ", " + description + "]";
  }

  /** A URL that can be shown: its parameters may hold a password. */
  public static String withoutParameters(String jdbcUrl) {
    int parameters = jdbcUrl.indexOf('?');
    return parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters);
  }

  private static LocalDatabase external(DatabaseOptions.External external) {
    DatabaseServer server =
        new DatabaseServer(external.jdbcUrl(), external.user(), external.password(), () -> {});
    try {
      return ready(Kind.EXTERNAL, server, server.describe(), List.of(), FolderLock.none());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "cannot connect to the given database " + external + ": " + e.getMessage(), e);
    }
  }

  /** Stops servers that a killed process left running on a data folder's files, or in Docker. */
  public static void stopLeft(Path dataFolder) throws IOException {
    DatabaseOptions options = DatabaseOptions.in(dataFolder);
    for (Path folder : List.of(TimescaleServer.folder(options), EmbeddedServer.folder(options))) {
      Postmaster.in(folder.resolve(DatabaseServer.CLUSTER)).stop();
    }
    DockerServer.stopLeft(options.dataFolder());
  }

  /** Processes of the servers that work in a data folder; not of one in Docker. */
  public static List<ProcessHandle> serversIn(Path dataFolder) {
    DatabaseOptions options = DatabaseOptions.in(dataFolder);
    return Stream.of(TimescaleServer.folder(options), EmbeddedServer.folder(options))
        .flatMap(
            folder -> Postmaster.in(folder.resolve(DatabaseServer.CLUSTER)).processes().stream())
        .toList();
  }

  /** Stops what a killed process left behind, of any kind, and empties the folder if wanted. */
  private static void clear(DatabaseOptions options) throws IOException {
    stopLeft(options.dataFolder());
    for (Path folder : List.of(TimescaleServer.folder(options), EmbeddedServer.folder(options))) {
      if (options.fresh()) {
        Folders.delete(folder);
      }
      Files.createDirectories(folder);
    }
  }

  private static DatabaseServer start(Kind kind, DatabaseOptions options, String password)
      throws IOException, DatabaseUnavailableException {
    return switch (kind) {
      case DOCKER -> DockerServer.start(options, password);
      case TIMESCALEDB_LOCAL -> TimescaleServer.start(options, password);
      case EMBEDDED_POSTGRES -> EmbeddedServer.start(options, password);
      case EXTERNAL -> throw new IllegalArgumentException("an external database is not started");
    };
  }

  private static String describe(DatabaseServer server) throws DatabaseUnavailableException {
    try {
      return server.describe();
    } catch (SQLException e) {
      server.close();
      throw new DatabaseUnavailableException("started, but: " + e.getMessage(), e);
    }
  }

  private static LocalDatabase ready(
      Kind kind, DatabaseServer server, String description, List<String> skipped, FolderLock lock) {
    LOG.info("database ready, kind={} description={}", kind, description);
    if (kind == Kind.EMBEDDED_POSTGRES && !skipped.isEmpty()) {
      LOG.warn("database is plain PostgreSQL without TimescaleDB, because {}", skipped);
    }
    return new LocalDatabase(kind, server, description, skipped, lock);
  }
}
