package io.alphaflow.common.json;

/**
 * One record type as JSON bytes (UTF-8). Equal records give equal bytes. Safe to use from any
 * thread.
 *
 * @param <T> the record type
 */
public interface RecordCodec<T> {

  /** The record as JSON bytes. */
  byte[] encode(T value);

  /**
   * Reads a record.
   *
   * @throws CodecException when the bytes are not such a record; the message says what is wrong
   */
  T decode(byte[] bytes) throws CodecException;
}
