package io.alphaflow.archive;

import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.Secret;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.ds.PGSimpleDataSource;

/** A real server for a test, and questions to it. */
public final class ArchiveDatabase implements AutoCloseable {

  private final Path folder;
  private final LocalDatabase server;
  private final DatabaseOptions options;

  private ArchiveDatabase(Path folder, LocalDatabase server, DatabaseOptions options) {
    this.folder = folder;
    this.server = server;
    this.options = options;
  }

  /** Starts a server whose data stays in the folder; port 0 is a free one. */
  public static ArchiveDatabase start(Path folder, Preference preference, int port)
      throws IOException {
    LocalDatabase server =
        LocalDatabase.start(
            io.alphaflow.runtime.DatabaseOptions.in(folder)
                .withPreference(preference)
                .withPort(port));
    Path password = folder.resolve("test-password");
    Files.writeString(password, server.password());
    return new ArchiveDatabase(
        folder,
        server,
        new DatabaseOptions(
            server.jdbcUrl(), server.user(), new Secret("${file:" + password + "}")));
  }

  /** A database that is there already; user and password stand in the URL. */
  static ArchiveDatabase external(Path folder, String url) throws IOException {
    LocalDatabase server =
        LocalDatabase.start(
            io.alphaflow.runtime.DatabaseOptions.in(folder).withExternal(url, "", ""));
    return new ArchiveDatabase(
        folder, server, new DatabaseOptions(url, "", new Secret("${env:NONE}")));
  }

  /** A server with the archive's schema. */
  public static ArchiveDatabase migrated(Path folder, Preference preference)
      throws IOException, SQLException {
    ArchiveDatabase database = start(folder, preference, 0);
    database.migrate();
    return database;
  }

  Edition migrate() throws SQLException {
    return ArchiveSchema.migrate(server.jdbcUrl(), server.user(), server.password());
  }

  /** Connections for whoever wants several. */
  public PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(server.jdbcUrl());
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  /** As the job is told. */
  public DatabaseOptions options() {
    return options;
  }

  /** Where the files of the embedded server are. */
  Path cluster() {
    return folder.resolve("embedded").resolve("pgdata");
  }

  /** Ends the embedded server with all its processes, without warning. */
  void kill() throws IOException {
    ServerProcesses.in(cluster().toRealPath()).forEach(ProcessHandle::destroyForcibly);
  }

  int port() {
    String url = server.jdbcUrl();
    return Integer.parseInt(url.replaceFirst(".*:(\\d+)/.*", "$1"));
  }

  /** A connection that the caller closes. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
  }

  /** First column of the first row. */
  public String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "(no row)";
    }
  }

  /** Number of rows. */
  public long count(String table) throws SQLException {
    return Long.parseLong(ask("SELECT count(*) FROM " + table));
  }

  /** Runs statements. */
  public void run(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Empties every table of the archive. */
  void truncateAll() throws SQLException {
    // Without triggers: the audit is append-only.
    run(
        "SET session_replication_role = replica; TRUNCATE "
            + String.join(", ", contents().keySet()));
  }

  /**
   * Number and hash of all rows, by table: equal when the row sets are. The archive's own alerts
   * are left out: they are about the wall clock.
   */
  public Map<String, String> contents() throws SQLException {
    Map<String, String> contents = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet tables =
            statement.executeQuery(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                    + " AND tablename <> 'flyway_schema_history'")) {
      while (tables.next()) {
        contents.put(tables.getString(1), "");
      }
    }
    for (String table : contents.keySet()) {
      contents.put(
          table,
          ask(
              "SELECT count(*) || ' ' || COALESCE(md5(string_agg(t::text, '|' ORDER BY t::text)),"
                  + " '') FROM "
                  + table
                  + " t"
                  + (table.equals("alerts") ? " WHERE source <> 'archive'" : "")));
    }
    return contents;
  }

  @Override
  public void close() {
    server.close();
  }
}
