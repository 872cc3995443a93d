package io.alphaflow.cli.savepoint;

import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/**
 * One state of one operator in a savepoint.
 *
 * @param operator its uid
 * @param name of the state
 * @param kind what Flink keeps it as
 * @param entries what is in it
 * @param serializer how Flink writes a value; null when Flink does not know
 */
record StoredState(
    String operator,
    String name,
    Kind kind,
    List<Entry> entries,
    TypeSerializerSnapshot<?> serializer) {

  /** What Flink keeps a state as. */
  enum Kind {
    VALUE("value of a key"),
    MAP("map of a key"),
    LIST("list of a key"),
    TIMERS("timers of a key"),
    OPERATOR_LIST("list of an operator"),
    COORDINATOR("of the coordinator");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * A value.
   *
   * @param key of the stream; empty when it has none
   * @param part key in the map; empty when it is no map
   * @param value as Flink writes it
   */
  record Entry(String key, String part, byte[] value) {}

  /** Sum of the values. */
  long bytes() {
    return entries.stream().mapToLong(entry -> entry.value().length).sum();
  }
}
