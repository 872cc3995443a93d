package io.alphaflow.history.kafka;

import java.io.Serializable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Where to begin and end to read a topic: for each partition, or for all of them.
 *
 * @param from first offset by partition; {@link #ALL} for all others
 * @param to offset behind the last one, in the same way
 */
public record OffsetRange(Map<Integer, Long> from, Map<Integer, Long> to) implements Serializable {

  /** Everything. */
  public static final OffsetRange EVERYTHING = new OffsetRange(Map.of(), Map.of());

  private static final int ALL = -1;

  /**
   * Reads {@code 1200} for all partitions, or {@code 0:1200,1:900}; null is no bound.
   *
   * @throws IllegalArgumentException when a text has another form
   */
  public static OffsetRange parse(String from, String to) {
    return new OffsetRange(offsets(from), offsets(to));
  }

  private static Map<Integer, Long> offsets(String text) {
    Map<Integer, Long> offsets = new TreeMap<>();
    if (text == null) {
      return offsets;
    }
    for (String part : text.split(",")) {
      if (!part.matches("(\\d{1,9}:)?\\d{1,18}")) {
        throw new IllegalArgumentException(
            "\""
                + text
                + "\": expected an offset such as 1200, or one of each partition: 0:12,1:9");
      }
      int colon = part.indexOf(':');
      offsets.put(
          colon < 0 ? ALL : Integer.parseInt(part.substring(0, colon)),
          Long.parseLong(part.substring(colon + 1)));
    }
    return offsets;
  }

  OptionalLong begin(int partition) {
    return of(from, partition);
  }

  OptionalLong end(int partition) {
    return of(to, partition);
  }

  private static OptionalLong of(Map<Integer, Long> offsets, int partition) {
    Long offset = offsets.getOrDefault(partition, offsets.get(ALL));
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
  }
}
