package io.alphaflow.backtest.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of a parameter that are tried: {@code fast=5..30/5} for 5, 10, … 30, {@code 5..9} for
 * each whole number, {@code type=sma,ema} for a list.
 *
 * @param name of the parameter
 * @param values as text, in order
 */
public record ParameterRange(String name, List<String> values) {

  private static final Pattern STEPS =
      Pattern.compile("(-?[0-9.]+)\\.\\.(-?[0-9.]+)(?:/([0-9.]+))?");

  private static final int MOST = 100_000;

  /** Copies the values. */
  public ParameterRange {
    values = List.copyOf(values);
  }

  /**
   * Reads {@code name=range}.
   *
   * @throws IllegalArgumentException when it is not understood; the message says what would be
   */
  public static ParameterRange parse(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || equals == text.length() - 1) {
      throw wrong(text);
    }
    String name = text.substring(0, equals).strip();
    String range = text.substring(equals + 1).strip();
    Matcher steps = STEPS.matcher(range);
    try {
      return steps.matches()
          ? new ParameterRange(name, steps(text, steps))
          : new ParameterRange(name, List.of(range.split("\\s*,\\s*")));
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
  }

  private static List<String> steps(String text, Matcher range) {
    BigDecimal from = new BigDecimal(range.group(1));
    BigDecimal to = new BigDecimal(range.group(2));
    BigDecimal step = range.group(3) == null ? BigDecimal.ONE : new BigDecimal(range.group(3));
    if (step.signum() <= 0 || from.compareTo(to) > 0) {
      throw wrong(text);
    }
    List<String> values = new ArrayList<>();
    for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
      values.add(value.toPlainString());
      if (values.size() > MOST) {
        throw new IllegalArgumentException(text + ": more than " + MOST + " values");
      }
    }
    return values;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "\"" + text + "\": expected for example fast=5..30/5 or type=sma,ema");
  }

  /**
   * Every combination, the values of the last range changing fastest.
   *
   * @throws IllegalArgumentException when there are more than {@code most}, or a name is there
   *     twice
   */
  public static List<Map<String, String>> grid(List<ParameterRange> ranges, int most) {
    List<Map<String, String>> grid = List.of(Map.of());
    for (ParameterRange range : ranges) {
      if ((long) grid.size() * range.values().size() > most) {
        throw new IllegalArgumentException("more than " + most + " parameter sets");
      }
      List<Map<String, String>> next = new ArrayList<>();
      for (Map<String, String> set : grid) {
        for (String value : range.values()) {
          Map<String, String> longer = new LinkedHashMap<>(set);
          if (longer.put(range.name(), value) != null) {
            throw new IllegalArgumentException("the parameter " + range.name() + " is given twice");
          }
          next.add(longer);
        }
      }
      grid = next;
    }
    return grid;
  }
}
