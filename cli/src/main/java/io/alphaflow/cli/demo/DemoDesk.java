package io.alphaflow.cli.demo;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** The demo's configuration: the shipped {@code demo-desk.yaml} with this run's addresses. */
final class DemoDesk {

  static final String ACCOUNT = "main";
  private static final String TEMPLATE = "/demo-desk.yaml";

  private final DeskFolder folder;
  private final String apiKey = secretText();
  private final String apiSecret = secretText();

  DemoDesk(DeskFolder folder) {
    this.folder = folder;
  }

  String apiKey() {
    return apiKey;
  }

  String apiSecret() {
    return apiSecret;
  }

  private static String secretText() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Writes keys, secrets and the configuration, and reads it back as the jobs will. */
  DeskConfig write(
      String kafka,
      String symbol,
      String restUrl,
      String streamUrl,
      String wsApiUrl,
      String jdbcUrl,
      String user,
      String password)
      throws IOException {
    Path secrets = folder.secrets();
    OperatorKeys.writePrivately(secrets.resolve("api-key"), apiKey);
    OperatorKeys.writePrivately(secrets.resolve("api-secret"), apiSecret);
    OperatorKeys.writePrivately(secrets.resolve("database-password"), password);
    String publicKey = OperatorKeys.create(folder.operatorKey());
    Map<String, String> values =
        Map.of(
            "@KAFKA@", kafka,
            "@SYMBOL@", symbol,
            "@REST@", restUrl,
            "@STREAMS@", streamUrl,
            "@WS_API@", wsApiUrl,
            "@JDBC@", jdbcUrl,
            "@DB_USER@", user,
            "@SECRETS@", secrets.toString(),
            "@OPERATOR_KEY@", publicKey);
    String yaml = template();
    for (Map.Entry<String, String> value : values.entrySet()) {
      yaml = yaml.replace(value.getKey(), value.getValue());
    }
    Files.writeString(folder.configFile(), yaml);
    return DeskConfig.load(folder.configFile());
  }

  private static String template() throws IOException {
    try (InputStream in = DemoDesk.class.getResourceAsStream(TEMPLATE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
