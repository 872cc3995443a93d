package io.alphaflow.cli.explain;

import io.alphaflow.common.flink.RawRecord;

/**
 * A record and where it was read.
 *
 * @param record decoded
 * @param raw as it stands in its log
 * @param <T> kind of record
 */
record Placed<T>(T record, RawRecord raw) {

  /** {@code journal-1@4711}. */
  String place() {
    return raw.topic() + "-" + raw.partition() + "@" + raw.offset();
  }

  /** When it was written, by the wall clock, epoch microseconds UTC. */
  long written() {
    return raw.timestamp() * 1_000;
  }
}
