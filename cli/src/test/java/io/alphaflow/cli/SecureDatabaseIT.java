package io.alphaflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alphaflow.archive.ArchiveSchema;
import io.alphaflow.archive.operator.JdbcConnections;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.DatabaseOptions;
import io.alphaflow.runtime.DatabaseOptions.Preference;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The desk's ways into a database that speaks TLS, and whom they do not believe. */
@Timeout(120)
class SecureDatabaseIT {

  private static final String TLS = "select version from pg_stat_ssl where pid = pg_backend_pid()";

  @TempDir static Path work;
  private static LocalDatabase database;
  private static Certificate server;
  private static Certificate stranger;

  @BeforeAll
  static void start() throws Exception {
    server = Certificate.make(work, "server", "ip:127.0.0.1");
    stranger = Certificate.make(work, "stranger", "ip:127.0.0.1");
    database =
        LocalDatabase.start(
            DatabaseOptions.in(work.resolve("database")).withPreference(Preference.EMBEDDED));
    Files.writeString(work.resolve("password"), database.password());
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement change = connection.createStatement()) {
      change.execute("alter system set ssl_cert_file = '" + server.pem() + "'");
      change.execute("alter system set ssl_key_file = '" + server.key() + "'");
      change.execute("alter system set ssl = on");
      change.execute("select pg_reload_conf()");
    }
    awaitTls();
  }

  /** The reload is a signal to the server, which follows it when it gets to it. */
  private static void awaitTls() throws Exception {
    while (true) {
      try (Connection connection =
              DriverManager.getConnection(
                  database.jdbcUrl(), database.user(), database.password());
          Statement question = connection.createStatement();
          ResultSet ssl = question.executeQuery("show ssl")) {
        if (ssl.next() && ssl.getString(1).equals("on")) {
          return;
        }
      }
      Thread.sleep(50);
    }
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void schemaArchiveAndCommandsComeInEncrypted() throws Exception {
    Path config = desk("127.0.0.1", "?sslmode=verify-full&sslrootcert=" + server.pem());
    io.alphaflow.common.config.DatabaseOptions options = DeskConfig.load(config).database();
    run(0, "db", "migrate", "--config", config.toString());
    JdbcConnections archive = new JdbcConnections(options, Duration.ofSeconds(10));
    try (Connection schema = ArchiveSchema.connect(options, options.admin())) {
      assertThat(tls(schema)).startsWith("TLSv1.");
      assertThat(tls(archive.open())).startsWith("TLSv1.");
    } finally {
      archive.close();
    }
    assertThat(run(1, "doctor", "--config", config.toString()))
        .contains(
            "TimescaleDB edition: none, encrypted with TLSv1.", "schema               up to date");
    assertThat(run(1, "doctor", "--config", desk("127.0.0.1", "?sslmode=disable").toString()))
        .contains("TimescaleDB edition: none, not encrypted");
  }

  @Test
  void aServerThatAnotherAuthorityVouchesForIsRefused() throws Exception {
    Path config = desk("127.0.0.1", "?sslmode=verify-full&sslrootcert=" + stranger.pem());
    assertThat(run(1, "doctor", "--config", config.toString()))
        .contains("FAIL  database", "valid certification path")
        .doesNotContain(database.password());
    assertThat(run(1, "db", "migrate", "--config", config.toString()))
        .contains("valid certification path")
        .doesNotContain(database.password());
    io.alphaflow.common.config.DatabaseOptions options = DeskConfig.load(config).database();
    JdbcConnections archive = new JdbcConnections(options, Duration.ofSeconds(10));
    assertThatThrownBy(archive::open).hasMessageContaining("valid certification path");
  }

  @Test
  void aServerThatHasAnotherNameIsRefused() throws Exception {
    Path config = desk("localhost", "?sslmode=verify-full&sslrootcert=" + server.pem());
    assertThat(run(1, "doctor", "--config", config.toString()))
        .contains("FAIL  database", "The hostname localhost could not be verified");
    Path authorityOnly = desk("localhost", "?sslmode=verify-ca&sslrootcert=" + server.pem());
    assertThat(run(1, "doctor", "--config", authorityOnly.toString()))
        .contains("encrypted with TLSv1.");
  }

  @Test
  void aMissingCertificateIsNamed() throws Exception {
    Path config = desk("127.0.0.1", "?sslmode=verify-full&sslrootcert=/no/such/ca.pem");
    assertThat(run(1, "doctor", "--config", config.toString())).contains("/no/such/ca.pem");
  }

  private static String tls(Connection connection) throws Exception {
    try (Statement asked = connection.createStatement();
        ResultSet row = asked.executeQuery(TLS)) {
      assertThat(row.next()).isTrue();
      return row.getString(1);
    }
  }

  private static Path desk(String host, String parameters) throws IOException {
    String url = LocalDatabase.withoutParameters(database.jdbcUrl()).replace("127.0.0.1", host);
    return Files.writeString(
        Files.createTempFile(work, "desk", ".yaml"),
        """
        desk: secure
        kafka: {bootstrapServers: "127.0.0.1:1"}
        venue: {name: sim, restUrl: "http://127.0.0.1:1", streamUrl: "ws://127.0.0.1:1",
                wsApiUrl: "ws://127.0.0.1:1", symbols: [BTC/USD]}
        accounts: [{id: main, currency: USD, apiKey: "${env:KEY}", secret: "${env:SECRET}"}]
        database: {jdbcUrl: "%s", user: "%s", password: "${file:%s}"}
        """
            .formatted(url + parameters, database.user(), work.resolve("password")));
  }

  private static String run(int code, String... arguments) {
    StringWriter told = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(told, true)).setErr(new PrintWriter(told, true));
    assertThat(line.execute(arguments)).as(told.toString()).isEqualTo(code);
    return told.toString();
  }
}
