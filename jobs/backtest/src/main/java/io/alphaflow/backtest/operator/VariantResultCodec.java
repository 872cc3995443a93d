package io.alphaflow.backtest.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.alphaflow.backtest.engine.VariantResult;
import java.io.IOException;

/** Results as JSON. The same result gives the same bytes. */
public final class VariantResultCodec {

  private static final ObjectMapper JSON = new ObjectMapper();

  private VariantResultCodec() {}

  /** As bytes. */
  public static byte[] encode(VariantResult result) {
    try {
      return JSON.writeValueAsBytes(result);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** From bytes that {@link #encode} made. */
  public static VariantResult decode(byte[] bytes) {
    try {
      return JSON.readValue(bytes, VariantResult.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
