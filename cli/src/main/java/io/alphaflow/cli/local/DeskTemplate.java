package io.alphaflow.cli.local;

import io.alphaflow.cli.DeskFolder;
import io.alphaflow.cli.OperatorKeys;
import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.common.model.InstrumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * What the words between @ signs in a local desk's configuration stand for.
 *
 * @param kafka addresses of the broker
 * @param symbol what is traded
 * @param restUrl of the venue
 * @param streamUrl of the venue
 * @param wsApiUrl of the venue
 * @param jdbcUrl of the database
 * @param databaseUser of the database
 */
public record DeskTemplate(
    String kafka,
    InstrumentId symbol,
    String restUrl,
    String streamUrl,
    String wsApiUrl,
    String jdbcUrl,
    String databaseUser) {

  /**
   * Writes the configuration with these values and a new key of the operator, and reads it back as
   * the jobs will.
   *
   * @param yaml the configuration with words to be filled in
   */
  public DeskConfig write(DeskFolder folder, String yaml) throws IOException {
    Map<String, String> values =
        Map.ofEntries(
            Map.entry("@KAFKA@", kafka),
            Map.entry("@SYMBOL@", symbol.symbol()),
            Map.entry("@CURRENCY@", symbol.quote()),
            Map.entry("@REST@", restUrl),
            Map.entry("@STREAMS@", streamUrl),
            Map.entry("@WS_API@", wsApiUrl),
            Map.entry("@JDBC@", jdbcUrl),
            Map.entry("@DB_USER@", databaseUser),
            Map.entry("@SECRETS@", folder.secrets().toString()),
            Map.entry("@PLUGINS@", DeskFolder.plugins().toString()),
            Map.entry("@OPERATOR_KEY@", OperatorKeys.create(folder.operatorKey())));
    String filled = yaml;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace(value.getKey(), value.getValue());
    }
    Files.writeString(folder.configFile(), filled);
    return DeskConfig.load(folder.configFile());
  }
}
