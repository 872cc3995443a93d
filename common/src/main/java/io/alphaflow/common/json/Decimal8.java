package io.alphaflow.common.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a {@code long} in units of 1e-8 that JSON carries as a decimal string. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonSerialize(using = Decimal8.Writer.class)
@JsonDeserialize(using = Decimal8.Reader.class)
public @interface Decimal8 {

  /** Writes {@code "800.01"}. */
  final class Writer extends StdScalarSerializer<Long> {
    private static final long serialVersionUID = 1L;

    /** Used by Jackson. */
    public Writer() {
      super(Long.class);
    }

    @Override
    public void serialize(Long value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeString(Fixed8.format(value));
    }
  }

  /** Reads a decimal string; a JSON number is refused because it may have passed a double. */
  class Reader extends StdScalarDeserializer<Long> {
    private static final long serialVersionUID = 1L;

    /** Used by Jackson. */
    public Reader() {
      super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser in, DeserializationContext context) throws IOException {
      String text = in.getValueAsString();
      if (!in.currentToken().isScalarValue() || in.currentToken().isNumeric() || text == null) {
        return (Long)
            context.handleUnexpectedToken(
                Long.class, in.currentToken(), in, "expected a decimal string");
      }
      try {
        return Fixed8.parse(text);
      } catch (NumberFormatException e) {
        return (Long) context.handleWeirdStringValue(Long.class, text, "%s", e.getMessage());
      }
    }
  }
}
