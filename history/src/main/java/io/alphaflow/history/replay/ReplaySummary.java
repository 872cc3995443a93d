package io.alphaflow.history.replay;

import java.util.List;

/**
 * What a replay did.
 *
 * @param partitions what was read, in the order of the partitions
 * @param complete whether it came to its end, and was not stopped
 */
public record ReplaySummary(List<Part> partitions, boolean complete) {

  /**
   * A partition of the source.
   *
   * @param partition its number
   * @param begin offset at which this run began
   * @param end offset behind the last record that is done with, copied or not of that time
   * @param copied records that were copied
   */
  public record Part(int partition, long begin, long end, long copied) {}

  /** Records that were copied. */
  public long copied() {
    return partitions.stream().mapToLong(Part::copied).sum();
  }
}
