package io.alphaflow.common.topic;

import io.alphaflow.common.json.JsonCodec;
import io.alphaflow.common.json.RecordCodec;
import java.io.Serializable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A Kafka topic with the type of its records, so that it cannot be read or written as another type.
 *
 * @param name without the configured prefix
 * @param type record type of the values, JSON
 * @param key what a record is keyed by
 * @param compacted whether only the last record of each key is kept
 * @param codecs makes codecs of the values; null for the general one
 * @param <T> record type
 */
public record Topic<T>(String name, Class<T> type, Key<T> key, boolean compacted, Codecs<T> codecs)
    implements Serializable {

  /** Makes codecs; a constructor reference, because it travels with the job. */
  public interface Codecs<T> extends Supplier<RecordCodec<T>>, Serializable {}

  /** A topic that is read and written by the general codec. */
  public Topic(String name, Class<T> type, Key<T> key, boolean compacted) {
    this(name, type, key, compacted, null);
  }

  /** The key of a record; a named or non-capturing lambda, because it travels with the job. */
  public interface Key<T> extends Function<T, String>, Serializable {}

  /** A new codec for the values. */
  public RecordCodec<T> codec() {
    return codecs == null ? new JsonCodec<>(type) : codecs.get();
  }
}
