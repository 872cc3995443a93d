package io.alphaflow.archive.operator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a writer's database is down, why, and when to try it again: soon, then every 2 s. */
final class Retry {

  private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;

  private long pauseMillis;
  private String why = "";

  boolean isDown() {
    return pauseMillis > 0;
  }

  /** What the database says, empty when it takes rows. */
  String why() {
    return why;
  }

  /** How long to wait until it is tried again; 0 when it takes rows. */
  long pauseMillis() {
    return pauseMillis;
  }

  void down(String reason) {
    if (!reason.equals(why)) {
      LOG.warn("database down, cause={}", reason);
    }
    why = reason;
    pauseMillis = Math.min(Math.max(2 * pauseMillis, FIRST_PAUSE_MILLIS), LONGEST_PAUSE_MILLIS);
  }

  /** Whether it was down until now. */
  boolean up() {
    boolean wasDown = isDown();
    if (wasDown) {
      LOG.info("database takes rows again");
      why = "";
      pauseMillis = 0;
    }
    return wasDown;
  }
}
