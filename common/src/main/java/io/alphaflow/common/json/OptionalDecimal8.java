package io.alphaflow.common.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** As {@link Decimal8}, but 0 is not written and stands for what is not there. */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@JacksonAnnotationsInside
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
@JsonSerialize(using = Decimal8.Writer.class)
@JsonDeserialize(using = OptionalDecimal8.Reader.class)
public @interface OptionalDecimal8 {

  /** Reads a decimal string. */
  final class Reader extends Decimal8.Reader {
    private static final long serialVersionUID = 1L;

    /** Used by Jackson. */
    public Reader() {}

    @Override
    public Long getNullValue(DeserializationContext context) {
      return 0L;
    }
  }
}
