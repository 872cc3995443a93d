package io.alphaflow.cli;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.runtime.KafkaBroker;
import java.io.IOException;
import java.nio.file.Files;

/** The logs of a desk that runs, or of the files that one left on this machine. */
public final class DeskLogs implements AutoCloseable {

  private final DeskConfig config;
  private final KafkaBroker broker;

  private DeskLogs(DeskConfig config, KafkaBroker broker) {
    this.config = config;
    this.broker = broker;
  }

  /** Those of a desk that runs. */
  static DeskLogs of(DeskConfig running) {
    return new DeskLogs(running, null);
  }

  /** Those of the desk in a folder; when it has ended, a broker serves its files until closed. */
  static DeskLogs of(DeskFolder folder) throws IOException {
    DeskConfig config = folder.config();
    String servers = config.kafka().bootstrapServers();
    if (KafkaReach.answers(servers)) {
      return of(config);
    }
    if (!Files.isDirectory(folder.kafka())) {
      throw new UserError("the last desk left no logs in " + folder.kafka());
    }
    int port = Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
    return new DeskLogs(config, KafkaBroker.start(folder.kafka(), port));
  }

  /** Whether somebody else serves them, so that a desk may be writing them. */
  public boolean mayGrow() {
    return broker == null;
  }

  /** What the desk ran with. */
  public DeskConfig config() {
    return config;
  }

  @Override
  public void close() {
    if (broker != null) {
      broker.close();
    }
  }
}
