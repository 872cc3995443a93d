package io.alphaflow.cli.history;

import io.alphaflow.common.config.DatabaseOptions;
import io.alphaflow.common.config.KafkaOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which desk is meant: by its configuration, by its addresses, or the one that runs here. */
final class DeskAddress extends DeskPlace {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the desk (default: the desk that runs on this machine)")
  Path config;

  /** The logs. */
  KafkaOptions kafka() {
    return kafka(config);
  }

  /** The database, as the role that owns its tables. */
  Database database() {
    return database(config, DatabaseOptions::admin);
  }

  /** The database, as the role that reads it. */
  Database readableDatabase() {
    return readableDatabase(config);
  }
}
