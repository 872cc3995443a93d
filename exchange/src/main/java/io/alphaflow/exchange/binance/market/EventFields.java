package io.alphaflow.exchange.binance.market;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.alphaflow.common.money.Fixed8;
import java.io.IOException;

/**
 * The one-letter fields of an event as they stand in the message. The same letter in another case
 * is another field, and means something else in another kind of event ({@code a} is an id, a price
 * or a list of levels), which is known only when the whole event was read. So a value is judged
 * when it is asked for, and one that nobody asks for cannot spoil the event.
 */
final class EventFields {

  private static final int SLOTS = 'z' - 'A' + 1;

  private enum Form {
    NUMBER,
    TEXT,
    TRUTH,
    LEVELS,
    EVENT,
    OTHER
  }

  private final Form[] forms = new Form[SLOTS];
  private final long[] numbers = new long[SLOTS];
  private final Object[] values = new Object[SLOTS];

  /** Reads the object that the parser has just entered. */
  EventFields(JsonParser in) throws IOException {
    JsonFields.expect(in, JsonToken.START_OBJECT, "an object");
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String field = in.currentName();
      in.nextToken();
      char letter = field.length() == 1 ? field.charAt(0) : 0;
      if (letter < 'A' || letter > 'z') {
        in.skipChildren();
      } else if (forms[letter - 'A'] == null) {
        note(in, letter - 'A');
      } else {
        throw new JsonParseException(in, field + " is there twice");
      }
    }
  }

  private void note(JsonParser in, int slot) throws IOException {
    switch (in.currentToken()) {
      case VALUE_STRING -> {
        forms[slot] = Form.TEXT;
        values[slot] = in.getText();
      }
      case VALUE_NUMBER_INT -> {
        if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          other(slot, in.getText());
        } else {
          forms[slot] = Form.NUMBER;
          numbers[slot] = in.getLongValue();
        }
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        forms[slot] = Form.TRUTH;
        numbers[slot] = in.getBooleanValue() ? 1 : 0;
      }
      case START_ARRAY -> {
        forms[slot] = Form.LEVELS;
        values[slot] = Levels.read(in);
      }
      case START_OBJECT -> {
        forms[slot] = Form.EVENT;
        values[slot] = new EventFields(in);
      }
      default -> other(slot, in.getText());
    }
  }

  private void other(int slot, String text) {
    forms[slot] = Form.OTHER;
    values[slot] = text;
  }

  boolean has(char field) {
    return forms[field - 'A'] != null;
  }

  String text(char field) throws BadField {
    return (String) value(field, Form.TEXT, "a text");
  }

  long number(char field) throws BadField {
    value(field, Form.NUMBER, "a whole number");
    return numbers[field - 'A'];
  }

  /** A time, epoch microseconds UTC. */
  long time(char field) throws BadField {
    return JsonFields.micros(number(field));
  }

  boolean truth(char field) throws BadField {
    value(field, Form.TRUTH, "true or false");
    return numbers[field - 'A'] == 1;
  }

  /** An amount, units of 1e-8. */
  long decimal(char field) throws BadField {
    try {
      return Fixed8.parse((String) value(field, Form.TEXT, "a decimal string"));
    } catch (NumberFormatException e) {
      throw new BadField(field + " is " + e.getMessage());
    }
  }

  Levels levels(char field) throws BadField {
    Levels levels = (Levels) value(field, Form.LEVELS, "a list of [\"price\",\"quantity\"]");
    if (!levels.problem().isEmpty()) {
      throw new BadField(field + levels.problem());
    }
    return levels;
  }

  EventFields event(char field) throws BadField {
    return (EventFields) value(field, Form.EVENT, "an object");
  }

  private Object value(char field, Form form, String expected) throws BadField {
    int slot = field - 'A';
    if (forms[slot] == form) {
      return values[slot];
    }
    throw new BadField(
        forms[slot] == null
            ? field + " is missing, expected " + expected
            : field + " must be " + expected + ", is " + shown(slot));
  }

  private String shown(int slot) {
    return switch (forms[slot]) {
      case NUMBER -> Long.toString(numbers[slot]);
      case TRUTH -> numbers[slot] == 1 ? "true" : "false";
      case TEXT -> "the text \"" + values[slot] + "\"";
      case LEVELS -> "a list";
      case EVENT -> "an object";
      case OTHER -> (String) values[slot];
    };
  }

  /** A field that is not what the kind of event needs. */
  static final class BadField extends IOException {
    private static final long serialVersionUID = 1L;

    BadField(String problem) {
      super(problem);
    }
  }
}
