package io.alphaflow.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.archive.operator.JdbcConnections;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.write.DatabaseWriter;
import io.alphaflow.archive.write.Pending;
import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.DatabaseOptions.Login;
import io.alphaflow.common.config.Secret;
import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ArchiveRolesIT {

  private static final String FORBIDDEN = "42501";
  private static final List<String> AUDIT =
      List.of("audit", "decisions", "commands", "execution_reports");

  @TempDir static Path folder;

  private static ArchiveDatabase database;
  private static DatabaseOptions options;

  @BeforeAll
  static void start() throws Exception {
    // With hypertables where the machine can have them.
    database = ArchiveDatabase.migrated(folder, Preference.AUTO);
    Login admin = new Login(database.options().user(), database.options().password());
    options =
        new DatabaseOptions(
            database.options().jdbcUrl(), "desk writer", secret("w"), admin, reader("reader-1"));
    new ArchiveRoles(options).apply();
    new ArchiveRoles(options).apply();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  private static Login reader(String password) throws Exception {
    return new Login("desk_reader", secret(password));
  }

  private static Secret secret(String value) throws Exception {
    Path file = folder.resolve("secret-" + value);
    Files.writeString(file, value + "'; DROP TABLE decisions; --");
    return new Secret("${file:" + file + "}");
  }

  @Test
  void writerAddsRowsOfEveryKindAndCanDoNothingElse() throws Exception {
    List<String> refused = new ArrayList<>();
    try (DatabaseWriter writer =
        new DatabaseWriter(options, new JdbcConnections(options, Duration.ofSeconds(5)))) {
      RecordReader reader = new RecordReader();
      for (Samples.Sample sample : Samples.everyKind()) {
        RawRecord record = new RawRecord(sample.topic(), 0, 1, 0, "", sample.value());
        for (Row row : reader.rows(record)) {
          writer.write(
              row.table(), List.of(new Pending(row, record, false)), (r, why) -> refused.add(why));
        }
      }
    }
    assertThat(refused).isEmpty();
    assertThat(database.count("decisions")).isEqualTo(2);
    Login writer = new Login(options.user(), options.password());
    for (String table : AUDIT) {
      for (String sql :
          List.of(
              "UPDATE %s SET account = 'x'",
              "DELETE FROM %s",
              "TRUNCATE %s",
              "DROP TABLE %s",
              "ALTER TABLE %s ADD COLUMN x int",
              "SELECT * FROM %s")) {
        assertForbidden(writer, sql.formatted(table));
      }
    }
    assertForbidden(writer, "CREATE TABLE x (i int)");
    assertForbidden(writer, "UPDATE flyway_schema_history SET success = false");
    ArchiveSchema.check(options);
  }

  @Test
  void readerReadsEverythingAndWritesNothing() throws Exception {
    Login reader = options.reader();
    run(reader, "SELECT count(*) FROM orders");
    run(reader, "SELECT count(*) FROM bars_hourly");
    run(reader, "SELECT count(*) FROM decisions");
    for (String table : AUDIT) {
      for (String sql :
          List.of("INSERT INTO %s DEFAULT VALUES", "DELETE FROM %s", "DROP TABLE %s")) {
        assertForbidden(reader, "SET default_transaction_read_only = off", sql.formatted(table));
      }
    }
    assertThatThrownBy(() -> run(reader, "CREATE TEMP TABLE x (i int); DELETE FROM decisions"))
        .isInstanceOf(SQLException.class);
  }

  @Test
  void tablesOfLaterMigrationsHaveTheSameRights() throws Exception {
    database.run("CREATE TABLE later (i int)");
    run(options.reader(), "SELECT * FROM later");
    run(new Login(options.user(), options.password()), "INSERT INTO later VALUES (1)");
    assertForbidden(new Login(options.user(), options.password()), "UPDATE later SET i = 2");
    database.run("DROP TABLE later");
  }

  @Test
  void needsAllThreeRoles() {
    assertThatThrownBy(() -> new ArchiveRoles(database.options()))
        .hasMessageContaining("database.admin and database.reader");
  }

  private static void run(Login login, String... statements) throws SQLException {
    try (Connection connection = ArchiveSchema.connect(options, login);
        Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  private static void assertForbidden(Login login, String... statements) {
    assertThatThrownBy(() -> run(login, statements))
        .as(statements[statements.length - 1])
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(FORBIDDEN));
  }
}
