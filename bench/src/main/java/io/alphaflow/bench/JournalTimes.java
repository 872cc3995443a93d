package io.alphaflow.bench;

import java.util.Arrays;

/**
 * Times by place in the journal, in plain arrays: what a measurement keeps must not make garbage
 * collections longer. Written by one thread and read after that has ended.
 */
final class JournalTimes {

  private static final long NONE = Long.MIN_VALUE;

  private final long[][] times;

  JournalTimes(int partitions, int entriesOfEach) {
    times = new long[partitions][entriesOfEach];
    for (long[] of : times) {
      Arrays.fill(of, NONE);
    }
  }

  void set(int partition, long offset, long time) {
    times[partition][(int) offset] = time;
  }

  boolean has(int partition, long offset) {
    return times[partition][(int) offset] != NONE;
  }

  long get(int partition, long offset) {
    return times[partition][(int) offset];
  }

  /** Room for so many entries of a partition. */
  int room() {
    return times[0].length;
  }
}
