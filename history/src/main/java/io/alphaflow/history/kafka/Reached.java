package io.alphaflow.history.kafka;

import java.util.List;

/**
 * How far a partition is known.
 *
 * @param offset where the part begins that is not known yet
 * @param heartbeat the last one: nothing earlier follows, epoch microseconds UTC
 * @param except the instruments that it does not bind
 */
record Reached(long offset, long heartbeat, List<String> except) {

  static final Reached NOTHING = new Reached(0, 0, List.of());

  Reached withOffset(long value) {
    return new Reached(value, heartbeat, except);
  }

  /** The time before which no trade of a series of this partition may follow. */
  long notBefore(Mark mark, String instrument) {
    boolean bound = mark != null && heartbeat > mark.seenAt() && !except.contains(instrument);
    return bound ? heartbeat : Long.MIN_VALUE;
  }
}
