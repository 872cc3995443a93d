package io.alphaflow.cli;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DatabaseOptions.Login;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * The database of a desk that runs, or the one that the demo left in its folder: for somebody who
 * reads with the role {@code database.reader}, where one is configured, for somebody who adds rows
 * with {@code database.user}.
 */
public final class DeskDatabase implements AutoCloseable {

  private static final String CONNECT_SECONDS = "5";

  private final String jdbcUrl;
  private final String user;
  private final String password;
  private final LeftDatabase server;

  private DeskDatabase(String jdbcUrl, String user, String password, LeftDatabase server) {
    this.jdbcUrl = jdbcUrl;
    this.user = user;
    this.password = password;
    this.server = server;
  }

  /**
   * That of a configured desk.
   *
   * @throws UserError when it cannot be reached
   */
  static DeskDatabase of(DeskConfig config) {
    return of(config, config.database().reader());
  }

  private static DeskDatabase of(DeskConfig config, Login login) {
    String url = config.database().jdbcUrl();
    String password = login.password().resolve();
    try {
      connect(url, login.user(), password).close();
    } catch (SQLException e) {
      throw new UserError("the desk's database does not answer: " + e.getMessage());
    }
    return new DeskDatabase(url, login.user(), password, null);
  }

  /**
   * For somebody who adds rows, as the role that the archive writes with; the schema is up to date.
   *
   * @param file configuration of the desk; empty for the demo, whose database is started when it
   *     does not run, as in {@link #of(DeskFolder)}
   * @throws UserError when it cannot be reached or lacks migrations that another role must run
   */
  public static DeskDatabase toAdd(Optional<Path> file) throws IOException, SQLException {
    DeskFolder demo = DeskFolder.demo();
    boolean isDemo = file.isEmpty() || isSame(file.get(), demo.configFile());
    DeskConfig config = isDemo ? demo.config() : DeskConfig.load(file.get());
    DatabaseOptions options = config.database();
    Login writer = new Login(options.user(), options.password());
    DeskDatabase database = isDemo ? of(demo, config, writer) : of(config, writer);
    try {
      if (options.hasAdmin()) {
        ArchiveSchema.check(options);
      } else {
        ArchiveSchema.migrate(database.jdbcUrl, database.user, database.password);
      }
      return database;
    } catch (IllegalStateException e) {
      database.close();
      throw new UserError(e.getMessage());
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * That of the desk in a folder; when the desk has ended, its server runs until this is closed.
   *
   * @throws UserError when it does not answer and its files are not in the folder
   */
  static DeskDatabase of(DeskFolder folder) throws IOException {
    DeskConfig config = folder.config();
    return of(folder, config, config.database().reader());
  }

  private static DeskDatabase of(DeskFolder folder, DeskConfig config, Login login)
      throws IOException {
    try {
      return of(config, login);
    } catch (UserError e) {
      if (!isOfThisFolder(folder)) {
        throw e;
      }
    }
    LeftDatabase left = LeftDatabase.of(folder.database());
    LocalDatabase server = left.server();
    return new DeskDatabase(server.jdbcUrl(), server.user(), server.password(), left);
  }

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
  }

  /** A demo with a database of somebody else leaves older files of one of ours where they are. */
  private static boolean isOfThisFolder(DeskFolder folder) throws IOException {
    Path ours = folder.database().resolve("password");
    return Files.exists(ours)
        && Files.exists(folder.databasePassword())
        && Files.readString(ours)
            .strip()
            .equals(Files.readString(folder.databasePassword()).strip());
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("loginTimeout", CONNECT_SECONDS);
    settings.setProperty("user", user);
    settings.setProperty("password", password);
    return DriverManager.getConnection(url, settings);
  }

  /** A connection that the caller closes. */
  public Connection connect() throws SQLException {
    return connect(jdbcUrl, user, password);
  }

  /** Its address, without user and password. */
  public String jdbcUrl() {
    return jdbcUrl;
  }

  /** Who asks. */
  public String user() {
    return user;
  }

  /** The user's password: never on a command line. */
  public String password() {
    return password;
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
  }
}
