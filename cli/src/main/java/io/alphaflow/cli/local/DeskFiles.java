package io.alphaflow.cli.local;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The files of a local desk: this run's keys and secrets, and its configuration with them. */
final class DeskFiles {

  private final DeskFolder folder;
  private final String apiKey = secretText();
  private final String apiSecret = secretText();

  DeskFiles(DeskFolder folder) {
    this.folder = folder;
  }

  public String apiKey() {
    return apiKey;
  }

  public String apiSecret() {
    return apiSecret;
  }

  private static String secretText() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Writes keys, secrets and the configuration, and reads it back as the jobs will. */
  DeskConfig write(
      LocalDeskOptions options, String kafka, SimExchange exchange, LocalDatabase database)
      throws IOException {
    Path secrets = folder.secrets();
    OperatorKeys.writePrivately(secrets.resolve("api-key"), apiKey);
    OperatorKeys.writePrivately(secrets.resolve("api-secret"), apiSecret);
    OperatorKeys.writePrivately(folder.databasePassword(), database.password());
    return new DeskTemplate(
            kafka,
            options.symbol(),
            exchange.restUrl(),
            exchange.streamUrl(),
            exchange.wsApiUrl(),
            database.jdbcUrl(),
            database.user())
        .write(folder, options.configuration());
  }
}
