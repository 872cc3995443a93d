package io.alphaflow.archive;

import io.alphaflow.common.config.DatabaseOptions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the archive's schema up to date. Safe to call again and from several processes. */
public final class ArchiveSchema {

  private static final Logger LOG = LoggerFactory.getLogger(ArchiveSchema.class);
  private static final String MIGRATIONS = "classpath:io/alphaflow/archive/migration";
  private static final String LIBRARY = "timescaledb";
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private ArchiveSchema() {}

  /**
   * Creates or migrates the tables and views in schema {@code public}. Where TimescaleDB is
   * available the extension is created and the tables become hypertables.
   *
   * @param user owner of the tables; must be allowed to create in the database
   * @return the edition that was found
   * @throws SQLException when the database cannot be reached
   * @throws org.flywaydb.core.api.FlywayException when a migration fails
   */
  public static Edition migrate(String jdbcUrl, String user, String password) throws SQLException {
    PGSimpleDataSource database = source(jdbcUrl, user, password);
    Edition edition = edition(database);
    migrate(database, edition);
    return edition;
  }

  /**
   * The same as the admin of a configured database; then sets what becomes of old rows.
   *
   * @return the edition that was found
   */
  public static Edition migrate(DatabaseOptions options, StorageOptions storage)
      throws SQLException {
    String password = options.admin().password().resolve();
    Edition edition = migrate(options.jdbcUrl(), options.admin().user(), password);
    try (Connection connection = connect(options, options.admin())) {
      new ArchiveStorage(connection, edition).apply(storage);
    }
    return edition;
  }

  /**
   * Looks whether the schema is up to date, as the role that writes.
   *
   * @throws IllegalStateException when it is not
   */
  public static void check(DatabaseOptions options) throws SQLException {
    List<String> pending =
        pending(options, new DatabaseOptions.Login(options.user(), options.password()));
    if (!pending.isEmpty()) {
      throw new IllegalStateException(
          "the database lacks the migrations "
              + String.join(", ", pending)
              + ": run alphaflow db migrate --config FILE");
    }
  }

  /** Migrations that were not run yet, in their order. */
  public static List<String> pending(DatabaseOptions options, DatabaseOptions.Login login)
      throws SQLException {
    PGSimpleDataSource database =
        source(options.jdbcUrl(), login.user(), login.password().resolve());
    return Stream.of(flyway(database, edition(database)).info().pending())
        .map(m -> m.isVersioned() ? "V" + m.getVersion() : m.getDescription())
        .toList();
  }

  /** The edition of a configured database, asked as its admin. */
  public static Edition edition(DatabaseOptions options) throws SQLException {
    DatabaseOptions.Login admin = options.admin();
    return edition(source(options.jdbcUrl(), admin.user(), admin.password().resolve()));
  }

  /** A connection of a role. */
  public static Connection connect(DatabaseOptions options, DatabaseOptions.Login login)
      throws SQLException {
    return source(options.jdbcUrl(), login.user(), login.password().resolve()).getConnection();
  }

  private static PGSimpleDataSource source(String jdbcUrl, String user, String password) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setURL(jdbcUrl);
    if (!user.isEmpty()) { // else the URL names it
      database.setUser(user);
      database.setPassword(password);
    }
    database.setApplicationName("alphaflow-schema");
    return database;
  }

  static void migrate(DataSource database, Edition edition) {
    int migrations = flyway(database, edition).migrate().migrationsExecuted;
    LOG.info("schema ready, edition={} migrations={}", edition.text(), migrations);
  }

  private static Flyway flyway(DataSource database, Edition edition) {
    return Flyway.configure(ArchiveSchema.class.getClassLoader())
        .dataSource(database)
        .locations(MIGRATIONS)
        .placeholders(Map.of("edition", edition.text()))
        .load();
  }

  private static Edition edition(PGSimpleDataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (!isUsable(connection)) {
        return Edition.NONE;
      }
      try (Statement create = connection.createStatement()) {
        create.execute("CREATE EXTENSION IF NOT EXISTS timescaledb");
      } catch (SQLException e) {
        if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
          throw e;
        }
        LOG.warn("TimescaleDB is not used: {} may not create the extension", database.getUser());
        return Edition.NONE;
      }
    }
    // The licence setting is there from the first connection after the extension was created.
    try (Connection connection = database.getConnection()) {
      String license =
          query(connection, "SELECT current_setting('timescaledb.license', true)").orElse("apache");
      return Edition.valueOf(license.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * Whether the extension can be created. Without the preloaded library the attempt would not fail
   * but end the connection, so the library is looked for first.
   */
  private static boolean isUsable(Connection connection) throws SQLException {
    if (query(connection, "SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'").isPresent()) {
      return true;
    }
    if (query(connection, "SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'")
        .isEmpty()) {
      return false;
    }
    String preloaded;
    try {
      preloaded =
          query(connection, "SELECT current_setting('shared_preload_libraries')").orElse("");
    } catch (SQLException e) {
      LOG.warn(
          "TimescaleDB is not used: it is not known whether it is preloaded; create the extension"
              + " as a superuser or grant pg_read_all_settings, cause: {}",
          e.getMessage());
      return false;
    }
    if (!preloaded.contains(LIBRARY)) {
      LOG.warn("TimescaleDB is not used: shared_preload_libraries = '{}' lacks it", preloaded);
      return false;
    }
    return true;
  }

  private static Optional<String> query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
    }
  }
}
