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
 * @param patience how long a database that is down is tried before the job fails and is restarted
 *     from its checkpoint; nothing is lost either way
 */
public record ArchiveOptions(int batchSize, Duration flushInterval, Duration patience)
    implements Serializable {

  /** Reads {@code archive: {batchSize: 1000, flushInterval: 200ms, patience: 30s}}. */
  public static ArchiveOptions read(DeskConfig config) {
    return config.read(
        root -> {
          ConfigNode archive = root.section("archive");
          ArchiveOptions options =
              new ArchiveOptions(
                  (int) archive.integer("batchSize", 1_000L, 1, 100_000),
                  archive.duration("flushInterval", Duration.ofMillis(200)),
                  archive.duration("patience", Duration.ofSeconds(30)));
          archive.refuseUnknownKeys();
          return options;
        });
  }
}
