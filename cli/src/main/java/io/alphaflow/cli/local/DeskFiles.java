package io.alphaflow.cli.local;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

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
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("@KAFKA@", kafka),
            Map.entry("@SYMBOL@", options.symbol().symbol()),
            Map.entry("@CURRENCY@", options.symbol().quote()),
            Map.entry("@REST@", exchange.restUrl()),
            Map.entry("@STREAMS@", exchange.streamUrl()),
            Map.entry("@WS_API@", exchange.wsApiUrl()),
            Map.entry("@JDBC@", database.jdbcUrl()),
            Map.entry("@DB_USER@", database.user()),
            Map.entry("@SECRETS@", secrets.toString()),
            Map.entry("@PLUGINS@", DeskFolder.plugins().toString()),
            Map.entry("@OPERATOR_KEY@", OperatorKeys.create(folder.operatorKey())));
    String yaml = options.configuration();
    for (Map.Entry<String, String> value : values.entrySet()) {
      yaml = yaml.replace(value.getKey(), value.getValue());
    }
    Files.writeString(folder.configFile(), yaml);
    return DeskConfig.load(folder.configFile());
  }
}
