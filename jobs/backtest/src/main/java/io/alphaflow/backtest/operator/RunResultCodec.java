package io.alphaflow.backtest.operator;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.alphaflow.backtest.engine.RunResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Results as compressed JSON, and in pieces: what Flink collects has a largest size, and the curves
 * of a year of minutes are larger.
 */
public final class RunResultCodec {

  /** Of the components of records, not of what their methods called {@code is...} tell of them. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

  private static final int PIECE = 1 << 20;

  private RunResultCodec() {}

  /** As bytes. */
  public static byte[] encode(RunResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      JSON.writeValue(out, result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The pieces of the result of a part. */
  static void pieces(int part, RunResult result, Consumer<JobPiece> out) {
    byte[] bytes = encode(result);
    int number = 0;
    for (int at = 0; at < bytes.length; at += PIECE) {
      int end = Math.min(bytes.length, at + PIECE);
      out.accept(
          new JobPiece(part, number++, end == bytes.length, Arrays.copyOfRange(bytes, at, end)));
    }
  }

  /** From bytes that {@link #encode} made, or all pieces together. */
  public static RunResult decode(byte[] bytes) throws IOException {
    try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return JSON.readValue(in, RunResult.class);
    }
  }
}
