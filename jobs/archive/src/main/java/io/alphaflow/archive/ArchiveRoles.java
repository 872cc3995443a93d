package io.alphaflow.archive;

import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DatabaseOptions.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The roles of the database, each with the least it needs. The admin owns the tables. The writer
 * adds rows and can do nothing else, so it cannot alter what stands there: rows are facts, and the
 * archive leaves one alone that is there already. The reader reads.
 *
 * <p>Whoever runs this needs {@code CREATEROLE} and owns the tables. Passwords are sent hashed
 * (SCRAM), so none stands in the server's log.
 */
public final class ArchiveRoles {

  private static final String HISTORY = "flyway_schema_history";

  private final DatabaseOptions options;

  /** Of a database whose configuration names an admin and a reader. */
  public ArchiveRoles(DatabaseOptions options) {
    if (!options.hasAdmin() || !options.hasReader()) {
      throw new IllegalArgumentException(
          "the configuration names no roles: expected database.admin and database.reader with user"
              + " and password, other users than database.user, which becomes the writer");
    }
    this.options = options;
  }

  /** Creates what is missing, and sets passwords and rights; the schema must be there. */
  public void apply() throws SQLException {
    Login writer = new Login(options.user(), options.password());
    Login reader = options.reader();
    try (Connection connection = ArchiveSchema.connect(options, options.admin());
        Statement sql = connection.createStatement()) {
      create(connection, sql, writer);
      create(connection, sql, reader);
      String writing = sql.enquoteIdentifier(writer.user(), true);
      String reading = sql.enquoteIdentifier(reader.user(), true);
      String both = writing + ", " + reading;
      connection.setAutoCommit(false);
      for (String statement :
          List.of(
              "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM " + both,
              "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
              "GRANT USAGE ON SCHEMA public TO " + both,
              "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + reading,
              "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO " + reading,
              "GRANT INSERT ON ALL TABLES IN SCHEMA public TO " + writing,
              "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT INSERT ON TABLES TO " + writing,
              "REVOKE INSERT ON " + HISTORY + " FROM " + writing,
              "GRANT SELECT ON " + HISTORY + " TO " + writing,
              "ALTER ROLE " + reading + " SET default_transaction_read_only = on")) {
        sql.execute(statement);
      }
      String database = sql.enquoteIdentifier(connection.getCatalog(), true);
      sql.execute("GRANT CONNECT ON DATABASE " + database + " TO " + both);
      connection.commit();
    }
  }

  private static void create(Connection connection, Statement sql, Login login)
      throws SQLException {
    if (!exists(connection, login.user())) {
      sql.execute("CREATE ROLE " + sql.enquoteIdentifier(login.user(), true) + " LOGIN");
    }
    connection
        .unwrap(PGConnection.class)
        .alterUserPassword(login.user(), login.password().resolve().toCharArray(), "scram-sha-256");
  }

  private static boolean exists(Connection connection, String role) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM pg_roles WHERE rolname = ?")) {
      query.setString(1, role);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }
}
