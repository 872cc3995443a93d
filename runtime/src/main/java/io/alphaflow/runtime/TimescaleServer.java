package io.alphaflow.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** TimescaleDB from Debian's packages, unpacked by {@code timescaledb-local.sh}. Linux only. */
final class TimescaleServer {
  private static final Logger LOG = LoggerFactory.getLogger(TimescaleServer.class);
  private static final String SCRIPT = "timescaledb-local.sh";

  private TimescaleServer() {}

  static Path folder(DatabaseOptions options) {
    return options.dataFolder().resolve("timescaledb");
  }

  static DatabaseServer start(DatabaseOptions options, String password)
      throws IOException, DatabaseUnavailableException {
    String system = System.getProperty("os.name");
    if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
      throw new DatabaseUnavailableException("needs Linux, this is " + system);
    }
    Path folder = folder(options);
    Path install = options.installFolder().resolve("timescaledb");
    int port = Ports.claim(options.port(), "the database");
    if (!Files.isDirectory(install)) {
      LOG.info("downloading TimescaleDB once, about 40 MB, folder={}", install);
    }
    Path script = folder.resolve(SCRIPT);
    try (InputStream resource = TimescaleServer.class.getResourceAsStream(SCRIPT)) {
      Files.copy(resource, script, StandardCopyOption.REPLACE_EXISTING);
    }
    Postmaster postmaster = Postmaster.in(folder.resolve(DatabaseServer.CLUSTER));
    Command.Result result =
        Command.run(
            options.installTimeout(),
            Map.of("ALPHAFLOW_DB_PASSWORD", password),
            List.of(
                "bash",
                script.toString(),
                install.toString(),
                folder.toString(),
                Integer.toString(port)));
    if (!result.successful()) {
      stop(postmaster);
      throw new DatabaseUnavailableException(result.tail());
    }
    try {
      DatabaseServer server = DatabaseServer.local(port, password, () -> stop(postmaster));
      server.createTimescaleExtension();
      return server;
    } catch (SQLException e) {
      stop(postmaster);
      throw new DatabaseUnavailableException("started, but: " + e.getMessage(), e);
    }
  }

  private static void stop(Postmaster postmaster) {
    try {
      postmaster.stop();
    } catch (IOException e) {
      LOG.error("database server still runs, folder={}", postmaster.cluster(), e);
    }
  }
}
