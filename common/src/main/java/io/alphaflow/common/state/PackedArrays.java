package io.alphaflow.common.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Arrays of doubles and longs as Base64 of their big-endian bytes: exact to the bit, half the size
 * of their digits, and many times faster. Arrays of numbers, as older states have them, are read
 * too.
 */
final class PackedArrays {

  private PackedArrays() {}

  static Module module() {
    return new SimpleModule("packed-arrays")
        .addSerializer(byte[].class, new BytesOut())
        .addSerializer(double[].class, new DoublesOut())
        .addDeserializer(double[].class, new DoublesIn())
        .addSerializer(long[].class, new LongsOut())
        .addDeserializer(long[].class, new LongsIn());
  }

  /** The JDK's encoder is several times as fast as that of the generator. */
  private static void write(byte[] bytes, JsonGenerator out) throws IOException {
    byte[] text = Base64.getEncoder().encode(bytes);
    out.writeRawUTF8String(text, 0, text.length);
  }

  private static final class BytesOut extends JsonSerializer<byte[]> {
    @Override
    public void serialize(byte[] bytes, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      write(bytes, out);
    }
  }

  private static final class DoublesOut extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] numbers, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES);
      bytes.asDoubleBuffer().put(numbers);
      write(bytes.array(), out);
    }
  }

  private static final class DoublesIn extends JsonDeserializer<double[]> {
    @Override
    public double[] deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() == JsonToken.START_ARRAY) {
        Double[] numbers = context.readValue(in, Double[].class);
        double[] values = new double[numbers.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = numbers[i];
        }
        return values;
      }
      byte[] bytes = in.getBinaryValue();
      double[] numbers = new double[bytes.length / Double.BYTES];
      ByteBuffer.wrap(bytes).asDoubleBuffer().get(numbers);
      return numbers;
    }
  }

  private static final class LongsOut extends JsonSerializer<long[]> {
    @Override
    public void serialize(long[] numbers, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
      bytes.asLongBuffer().put(numbers);
      write(bytes.array(), out);
    }
  }

  private static final class LongsIn extends JsonDeserializer<long[]> {
    @Override
    public long[] deserialize(JsonParser in, DeserializationContext context) throws IOException {
      if (in.currentToken() == JsonToken.START_ARRAY) {
        Long[] numbers = context.readValue(in, Long[].class);
        long[] values = new long[numbers.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = numbers[i];
        }
        return values;
      }
      byte[] bytes = in.getBinaryValue();
      long[] numbers = new long[bytes.length / Long.BYTES];
      ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
      return numbers;
    }
  }
}
