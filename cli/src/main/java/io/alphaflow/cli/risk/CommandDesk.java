package io.alphaflow.cli.risk;

import io.alphaflow.common.config.DeskConfig;
import io.alphaflow.risk.RiskOptions;
import java.io.IOException;

/**
 * A running desk at one moment, as commands are checked against it.
 *
 * @param config its configuration
 * @param options what its gate is told
 * @param names what it has
 * @param now market time, epoch microseconds UTC; 0 when there is none yet
 */
record CommandDesk(DeskConfig config, RiskOptions options, DeskNames names, long now) {

  /** Reads what is needed from configuration and logs. */
  static CommandDesk read(DeskConfig running) throws IOException {
    return new CommandDesk(
        running,
        RiskOptions.read(running),
        DeskNames.read(running),
        JournalTime.reached(running.kafka()));
  }

  CommandCheck check() {
    return new CommandCheck(names, now);
  }
}
