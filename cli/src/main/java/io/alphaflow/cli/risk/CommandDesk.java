package io.alphaflow.cli.risk;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.risk.RiskOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A running desk, as commands are checked against it. What has to be read from the logs is read
 * when it is asked for, so that a stop of the whole desk waits for nothing.
 */
final class CommandDesk {

  private final DeskConfig config;
  private final RiskOptions options;
  private long now = -1;

  CommandDesk(DeskConfig running) {
    this.config = running;
    this.options = RiskOptions.read(running);
  }

  DeskConfig config() {
    return config;
  }

  /** What its gate is told. */
  RiskOptions options() {
    return options;
  }

  /** Market time when it was first asked for, epoch microseconds UTC; 0 when there is none yet. */
  long now() {
    if (now < 0) {
      try {
        now = JournalTime.reached(config.kafka());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return now;
  }

  CommandCheck check() {
    return new CommandCheck(DeskNames.configured(config), () -> DeskNames.read(config), this::now);
  }

  /** The account of a strategy instance, when it is known. */
  Optional<String> accountOf(String strategy) {
    return Optional.ofNullable(DeskNames.read(config).strategies().get(strategy));
  }
}
