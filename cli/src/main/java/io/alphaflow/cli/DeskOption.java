package io.alphaflow.cli;

import io.alphaflow.common.config.DeskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which desk is meant: by its configuration, or the demo of this machine. */
public final class DeskOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration of the desk (default: the demo that runs here)")
  private Path file;

  /** The desk as it is configured, whether it runs or not. */
  public DeskConfig config() {
    return file == null ? DeskFolder.demo().config() : DeskConfig.load(file);
  }

  /**
   * A desk whose logs can be reached.
   *
   * @throws UserError when nobody answers where they should be
   */
  public DeskConfig running() {
    DeskConfig config = config();
    String servers = config.kafka().bootstrapServers();
    if (!KafkaReach.answers(servers)) {
      throw new UserError(
          "no Kafka answers at "
              + servers
              + ": is the desk running? ./alphaflow demo starts one, --config names another");
    }
    return config;
  }

  /**
   * The logs of the desk while it runs; of the demo also those that it left.
   *
   * @throws UserError when there are none
   */
  public DeskLogs logs() throws IOException {
    return file == null ? DeskLogs.of(DeskFolder.demo()) : DeskLogs.of(running());
  }

  /** What is named; empty for the demo. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The configuration's file. */
  public Path configFile() {
    return file == null ? DeskFolder.demo().configFile() : file.toAbsolutePath();
  }

  /**
   * The database of the desk while it runs; of the demo also the one that it left.
   *
   * @throws UserError when there is none
   */
  public DeskDatabase database() throws IOException {
    return file == null ? DeskDatabase.of(DeskFolder.demo()) : DeskDatabase.of(config());
  }
}
