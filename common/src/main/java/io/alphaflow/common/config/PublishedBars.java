package io.alphaflow.common.config;

import io.alphaflow.common.model.BarSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The key {@code ingest.bars}: the bars that are built of the trade log. Who publishes bars and who
 * builds them again must build the same, or late trades and whole bars would be others.
 */
public final class PublishedBars {

  private PublishedBars() {}

  /**
   * Reads the key; errors are noted on the section.
   *
   * @param ingest the section {@code ingest}
   */
  public static List<BarSpec> read(ConfigNode ingest) {
    List<BarSpec> bars = new ArrayList<>();
    for (String label : ingest.strings("bars")) {
      try {
        bars.add(BarSpec.parse(label));
      } catch (IllegalArgumentException e) {
        ingest.error("bars", label, "labels such as 1s, 5m, 4h, 1d, 100t or 10v");
      }
    }
    return bars.isEmpty() ? BarSpec.PUBLISHED : bars;
  }
}
