package io.alphaflow.common.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * One record type as JSON bytes (UTF-8).
 *
 * <p>The fields stand in the order of the record's components, so equal records give equal bytes:
 * decisions are compared byte for byte. Unknown fields are ignored when reading, which lets a
 * record grow; a missing primitive field is an error.
 *
 * @param <T> the record type
 */
public final class JsonCodec<T> implements RecordCodec<T> {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // A topic of one kind needs no type in its records; quotes were once written without.
          .disable(MapperFeature.REQUIRE_TYPE_ID_FOR_SUBTYPES)
          .build();

  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  /** A codec for {@code type}. */
  public JsonCodec(Class<T> type) {
    this.type = type;
    this.reader = MAPPER.readerFor(type);
    this.writer = MAPPER.writerFor(type);
  }

  @Override
  public byte[] encode(T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + type.getSimpleName() + ": " + value, e);
    }
  }

  @Override
  public T decode(byte[] bytes) throws CodecException {
    if (bytes == null || bytes.length == 0) {
      throw new CodecException("empty record, expected " + type.getSimpleName(), null);
    }
    try {
      T value = reader.readValue(bytes);
      if (value == null) {
        throw new CodecException("null, expected " + type.getSimpleName(), null);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new CodecException("not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new CodecException("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /** The record type. */
  public Class<T> type() {
    return type;
  }

  /** A string in quotes, with the escapes that it needs. */
  static byte[] string(String value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the text " + value, e);
    }
  }

  /** An empty JSON object, for output that is not a record. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
