package io.alphaflow.pnl;

import io.alphaflow.common.config.ConfigNode;
import io.alphaflow.common.config.DeskConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * What the P&amp;L job is told, section {@code pnl}.
 *
 * @param markInterval logical time between two snapshots that only marks caused; at least 1 ms
 * @param currencies the currency of each account
 * @param journalPartitions how many partitions the journal has
 */
public record PnlOptions(
    Duration markInterval, Map<String, String> currencies, int journalPartitions)
    implements Serializable {

  /** Reads {@code pnl: {markInterval: 60s}}; that is also the default. */
  public static PnlOptions read(DeskConfig config) {
    return config.read(
        root -> {
          ConfigNode pnl = root.section("pnl");
          Duration interval = pnl.duration("markInterval", Duration.ofSeconds(60));
          if (interval.isZero()) {
            pnl.error("markInterval", "0", "a time span above zero such as 60s");
          }
          pnl.refuseUnknownKeys();
          return new PnlOptions(interval, config.currencies(), config.kafka().journalPartitions());
        });
  }

  /** The mark interval in microseconds. */
  public long markIntervalMicros() {
    return markInterval.toMillis() * 1_000;
  }
}
