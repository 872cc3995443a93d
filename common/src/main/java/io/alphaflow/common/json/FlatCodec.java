package io.alphaflow.common.json;

/**
 * A codec with a fast way for records as we write them ourselves; everything else goes the general
 * way, with the general errors. Both ways give and understand the same bytes.
 *
 * @param <T> the record type
 */
abstract class FlatCodec<T> implements RecordCodec<T> {

  private final JsonCodec<T> general;
  private final JsonScan.Names names = new JsonScan.Names();

  FlatCodec(Class<T> type) {
    general = new JsonCodec<>(type);
  }

  /** Writes the record; false when only the general way can. */
  abstract boolean write(T value, JsonBytes out);

  /** Reads a record; anything at all, or null, when {@code in} is not exact any more. */
  abstract T read(JsonScan in);

  @Override
  public final byte[] encode(T value) {
    JsonBytes out = new JsonBytes();
    return write(value, out) ? out.toBytes() : general.encode(value);
  }

  @Override
  public final T decode(byte[] bytes) throws CodecException {
    if (bytes != null) {
      JsonScan in = new JsonScan(bytes, names);
      T value = read(in);
      if (in.isExactToEnd() && value != null) {
        return value;
      }
    }
    return general.decode(bytes);
  }
}
