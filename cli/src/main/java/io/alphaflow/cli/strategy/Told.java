package io.alphaflow.cli.strategy;

import io.alphaflow.common.model.Alert;
import java.util.Optional;

/**
 * What the desk said about a strategy instance.
 *
 * @param id of the instance
 * @param version of the change that it is about; 0 for the configuration
 * @param code for example {@code STRATEGY_STARTED}
 * @param where the instrument, or those of all legs
 * @param time market time, epoch microseconds UTC
 * @param message in a sentence
 */
record Told(String id, long version, String code, String where, long time, String message) {

  static final String STARTED = "STRATEGY_STARTED";
  static final String COLD = "STRATEGY_COLD";
  static final String CHANGED = "STRATEGY_CHANGED";
  static final String PAUSED = "STRATEGY_PAUSED";
  static final String RESUMED = "STRATEGY_RESUMED";
  static final String REMOVED = "STRATEGY_REMOVED";
  static final String STOPPED = "STRATEGY_STOPPED";
  static final String REFUSED = "STRATEGY_CHANGE_REFUSED";

  private static final String SOURCE = "signals";

  /** Reads {@code strategy/ID/VERSION/WHERE…}; empty when it is about something else. */
  static Optional<Told> of(Alert alert) {
    String[] parts = alert.id().split("/", 4);
    if (!alert.source().equals(SOURCE) || parts.length < 4 || !parts[0].equals("strategy")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Told(
              parts[1],
              Long.parseLong(parts[2]),
              alert.code(),
              alert.instrument(),
              alert.time(),
              alert.message()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
