package io.alphaflow.parameter;

import io.alphaflow.common.money.Fixed8;
import java.io.Serializable;
import java.util.List;

/**
 * One parameter of a strategy: what it means and what it accepts.
 *
 * @param name as in the configuration, lower case with hyphens
 * @param kind how its text is read
 * @param defaultText taken when the configuration says nothing
 * @param min lowest number; as text, empty for a choice
 * @param max highest number; as text, empty for a choice
 * @param choices accepted words, empty for numbers
 * @param meaning in a few words, with the unit
 */
public record ParameterSpec(
    String name,
    Kind kind,
    String defaultText,
    String min,
    String max,
    List<String> choices,
    String meaning)
    implements Serializable {

  /** How the text of a parameter is read. */
  public enum Kind {
    /** A whole number. */
    INTEGER,
    /** A number for statistics. */
    NUMBER,
    /** Money or quantity with at most eight decimals. */
    AMOUNT,
    /** One of some words. */
    CHOICE
  }

  /** Checks that the default is itself accepted. */
  public ParameterSpec {
    choices = List.copyOf(choices);
    if (!accepts(kind, min, max, choices, defaultText)) {
      throw new IllegalArgumentException(
          "default \"" + defaultText + "\" of parameter " + name + " is not accepted by itself");
    }
  }

  /** A whole number from {@code min} to {@code max}. */
  public static ParameterSpec integer(
      String name, long defaultValue, long min, long max, String meaning) {
    return new ParameterSpec(
        name, Kind.INTEGER, "" + defaultValue, "" + min, "" + max, List.of(), meaning);
  }

  /** A number from {@code min} to {@code max}. */
  public static ParameterSpec number(
      String name, double defaultValue, double min, double max, String meaning) {
    return new ParameterSpec(
        name, Kind.NUMBER, plain(defaultValue), plain(min), plain(max), List.of(), meaning);
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }

  /** An exact amount from {@code min} to {@code max}, both in units of 1e-8. */
  public static ParameterSpec amount(
      String name, String defaultText, long min, long max, String meaning) {
    return new ParameterSpec(
        name, Kind.AMOUNT, defaultText, Fixed8.format(min), Fixed8.format(max), List.of(), meaning);
  }

  /** One of {@code choices}. */
  public static ParameterSpec choice(
      String name, String defaultText, List<String> choices, String meaning) {
    return new ParameterSpec(name, Kind.CHOICE, defaultText, "", "", choices, meaning);
  }

  /** Whether {@code text} is a value of this parameter. */
  public boolean accepts(String text) {
    return accepts(kind, min, max, choices, text);
  }

  private static boolean accepts(
      Kind kind, String min, String max, List<String> choices, String text) {
    try {
      return switch (kind) {
        case INTEGER -> within(Long.parseLong(text), Long.parseLong(min), Long.parseLong(max));
        case AMOUNT -> within(Fixed8.parse(text), Fixed8.parse(min), Fixed8.parse(max));
        case NUMBER -> {
          double number = Double.parseDouble(text);
          yield number >= Double.parseDouble(min) && number <= Double.parseDouble(max);
        }
        case CHOICE -> choices.contains(text);
      };
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean within(long number, long min, long max) {
    return number >= min && number <= max;
  }

  /** What is accepted, for error messages and documentation. */
  public String accepted() {
    String values =
        switch (kind) {
          case INTEGER -> "a whole number from " + min + " to " + max;
          case NUMBER -> "a number from " + min + " to " + max;
          case AMOUNT -> "a decimal from " + min + " to " + max + " with at most 8 decimals";
          case CHOICE -> "one of " + String.join(", ", choices);
        };
    return values + " (default " + defaultText + ")";
  }
}
