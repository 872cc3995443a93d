package io.alphaflow.common.state;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * The state of one key (a gate, a strategy set, a bar under construction) as bytes.
 *
 * <p>Fields are written by name, whatever their visibility, so a class may gain fields (they take
 * the value of the no-argument constructor) and lose fields between versions of a job. Maps must
 * have a defined order ({@code TreeMap}, {@code LinkedHashMap}) so that equal states give equal
 * bytes; a state hash is taken over them. Arrays of doubles and longs are packed.
 *
 * @param <S> the state class, with a no-argument constructor
 */
public final class StateCodec<S> {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(PackedArrays.module())
          .build();

  private final Class<S> type;

  /** A codec for {@code type}. */
  public StateCodec(Class<S> type) {
    this.type = type;
  }

  /** The state as bytes. */
  public byte[] encode(S state) {
    try {
      return MAPPER.writeValueAsBytes(state);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the state " + type.getName(), e);
    }
  }

  /** The state from bytes. */
  public S decode(byte[] bytes) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the state " + type.getName(), e);
    }
  }
}
