package io.alphaflow.common.topic;

import io.alphaflow.common.json.JsonCodec;
import java.io.Serializable;
import java.util.function.Function;

/**
 * A Kafka topic with the type of its records, so that it cannot be read or written as another type.
 *
 * @param name without the configured prefix
 * @param type record type of the values, JSON
 * @param key what a record is keyed by
 * @param compacted whether only the last record of each key is kept
 * @param <T> record type
 */
public record Topic<T>(String name, Class<T> type, Key<T> key, boolean compacted)
    implements Serializable {

  /** The key of a record; a named or non-capturing lambda, because it travels with the job. */
  public interface Key<T> extends Function<T, String>, Serializable {}

  /** A new codec for the values. */
  public JsonCodec<T> codec() {
    return new JsonCodec<>(type);
  }
}
