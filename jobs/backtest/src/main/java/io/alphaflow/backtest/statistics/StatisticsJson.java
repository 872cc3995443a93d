package io.alphaflow.backtest.statistics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.OptionalLong;

/** Writes results and statistics as JSON that every reader takes: NaN and infinity are null. */
public final class StatisticsJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule()
                  .addSerializer(double.class, new Finite())
                  .addSerializer(Double.class, new Finite())
                  .addSerializer(double[].class, new FiniteColumn())
                  .addSerializer(OptionalLong.class, new Present()));

  private StatisticsJson() {}

  /** A record as JSON, indented, fields in the record's order. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON of " + value.getClass().getName(), e);
    }
  }

  private static void number(double value, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(value);
    } else {
      out.writeNull();
    }
  }

  private static final class Finite extends StdSerializer<Double> {
    private static final long serialVersionUID = 1;

    Finite() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      number(value, out);
    }
  }

  private static final class FiniteColumn extends StdSerializer<double[]> {
    private static final long serialVersionUID = 1;

    FiniteColumn() {
      super(double[].class);
    }

    @Override
    public void serialize(double[] values, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartArray();
      for (double value : values) {
        number(value, out);
      }
      out.writeEndArray();
    }
  }

  private static final class Present extends StdSerializer<OptionalLong> {
    private static final long serialVersionUID = 1;

    Present() {
      super(OptionalLong.class);
    }

    @Override
    public void serialize(OptionalLong value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isPresent()) {
        out.writeNumber(value.getAsLong());
      } else {
        out.writeNull();
      }
    }
  }
}
