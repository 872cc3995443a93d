package io.alphaflow.archive;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the archive job is told, section {@code archive}.
 *
 * @param batchSize most rows of one statement
 * @param flushInterval how long a row waits for others at most
 * @param answerTimeout how long the database may take for an answer before the connection is given
 *     up and tried again
 * @param alertBehind how old the oldest record that is not in the database may be; 0 for no alert
 * @param storage what becomes of old rows
 */
public record ArchiveOptions(
    int batchSize,
    Duration flushInterval,
    Duration answerTimeout,
    Duration alertBehind,
    StorageOptions storage)
    implements Serializable {

  /** Reads {@code archive: {batchSize: 1000, flushInterval: 200ms, …}}. */
  public static ArchiveOptions read(DeskConfig config) {
    return config.read(
        root -> {
          ConfigNode archive = root.section("archive");
          ArchiveOptions options =
              new ArchiveOptions(
                  (int) archive.integer("batchSize", 1_000L, 1, 100_000),
                  archive.duration("flushInterval", Duration.ofMillis(200)),
                  archive.duration("answerTimeout", Duration.ofSeconds(10)),
                  archive.durationOr("off", "alertBehind", Duration.ofSeconds(60)),
                  StorageOptions.read(archive));
          archive.refuseUnknownKeys();
          return options;
        });
  }
}
