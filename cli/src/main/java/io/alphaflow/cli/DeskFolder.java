package io.alphaflow.cli;

import io.alphaflow.common.config.DeskConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a desk on this machine keeps its files.
 *
 * @param path the folder
 */
public record DeskFolder(Path path) {

  /** The demo's folder: {@code .alphaflow/demo} below the project. */
  public static DeskFolder demo() {
    return new DeskFolder(home().resolve("demo"));
  }

  /** {@code .alphaflow} below the project. */
  public static Path home() {
    return Path.of(System.getProperty("alphaflow.home", ".alphaflow")).toAbsolutePath();
  }

  /** Where jars of further strategies are put, for every demo that runs here. */
  public static Path plugins() {
    return home().resolve("plugins");
  }

  /** Where keys of persons are kept that outlive a demo, readable by the owner only. */
  public static Path keys() {
    return home().resolve("keys");
  }

  /** The configuration that the jobs run with. */
  public Path configFile() {
    return path.resolve("desk.yaml");
  }

  /** The broker's files. */
  public Path kafka() {
    return path.resolve("kafka");
  }

  /** Flink's working files and checkpoints. */
  public Path flink() {
    return path.resolve("flink");
  }

  /** The database's files. */
  public Path database() {
    return path.resolve("database");
  }

  /** Keys and passwords, readable by the owner only. */
  public Path secrets() {
    return path.resolve("secrets");
  }

  /** Password of the local database. */
  public Path databasePassword() {
    return secrets().resolve("database-password");
  }

  /** Private key of the demo's operator. */
  public Path operatorKey() {
    return secrets().resolve("operator.pem");
  }

  /**
   * The configuration of the desk that last ran here.
   *
   * @throws UserError when none ran
   */
  public DeskConfig config() {
    if (!Files.exists(configFile())) {
      throw new UserError(
          "no desk has run here yet (" + configFile() + " does not exist): start ./alphaflow demo");
    }
    return DeskConfig.load(configFile());
  }
}
