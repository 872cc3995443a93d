package io.alphaflow.archive.operator;

import io.alphaflow.common.flink.RawRecord;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How far the database is behind the logs, and when a person should know. The lag is the age of the
 * oldest record that waits for the database, or that came since the last look: by Kafka's time
 * stamp, so against the wall clock, and 0 when nothing waits and nothing came.
 *
 * <p>An alert is raised once when the lag passes the threshold and once when it is below half of
 * it. Its identity is the place of the record that waited, so a job that restarts meanwhile raises
 * the same alert.
 */
final class Lag {

  static final String BEHIND = "ARCHIVE_BEHIND";
  static final String CAUGHT_UP = "ARCHIVE_CAUGHT_UP";

  private final long thresholdMillis;
  private long millis;
  private RawRecord alerted;

  /** A threshold of 0 raises no alert. */
  Lag(Duration threshold) {
    this.thresholdMillis = threshold.toMillis();
  }

  long millis() {
    return millis;
  }

  /**
   * Looks at the oldest record.
   *
   * @param oldest null when there is none
   * @param why what the database says, or empty when it takes rows
   */
  Optional<Alert> look(RawRecord oldest, long nowMillis, String why) {
    millis = oldest == null ? 0 : Math.max(0, nowMillis - oldest.timestamp());
    if (thresholdMillis == 0) {
      return Optional.empty();
    }
    if (alerted == null && millis > thresholdMillis) {
      alerted = oldest;
      String sentence =
          "the database is %d s behind the logs; nothing is lost, trading goes on; %s"
              .formatted(millis / 1_000, why.isEmpty() ? "it is catching up" : why);
      return Optional.of(alert(BEHIND, Severity.WARNING, sentence));
    }
    if (alerted != null && millis < thresholdMillis / 2) {
      Alert over =
          alert(
              CAUGHT_UP,
              Severity.INFO,
              "the database has all records up to %d s ago".formatted(millis / 1_000));
      alerted = null;
      return Optional.of(over);
    }
    return Optional.empty();
  }

  private Alert alert(String code, Severity severity, String sentence) {
    String place = alerted.topic() + "/" + alerted.partition() + "/" + alerted.offset();
    return new Alert(
        ArchiveOperator.SOURCE,
        place,
        severity,
        code,
        "",
        "",
        alerted.timestamp() * 1_000,
        sentence,
        "",
        place,
        Map.of("lagSeconds", Long.toString(millis / 1_000)));
  }
}
