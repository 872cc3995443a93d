package io.alphaflow.backtest.sweep;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
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
   * Some of all combinations, drawn without putting back, in the order of the grid.
   *
   * @param count how many; all when there are no more
   * @param seed the same gives the same
   * @throws IllegalArgumentException when a name is there twice, or there are more combinations
   *     than a long counts
   */
  public static List<Map<String, String>> sample(
      List<ParameterRange> ranges, int count, long seed) {
    long all = 1;
    for (ParameterRange range : ranges) {
      try {
        all = Math.multiplyExact(all, range.values().size());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException("too many parameter sets to draw from");
      }
    }
    if (all <= count) {
      return grid(ranges, count);
    }
    // Floyd's algorithm: each combination is as likely as any other, and none is drawn twice.
    SplittableRandom random = new SplittableRandom(seed);
    SortedSet<Long> drawn = new TreeSet<>();
    for (long last = all - count; last < all; last++) {
      long number = random.nextLong(last + 1);
      drawn.add(drawn.contains(number) ? last : number);
    }
    return drawn.stream().map(number -> set(ranges, number)).toList();
  }

  /** The combination with this number in the grid. */
  private static Map<String, String> set(List<ParameterRange> ranges, long number) {
    Map<String, String> set = new LinkedHashMap<>();
    ranges.forEach(range -> put(set, range.name(), ""));
    long rest = number;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      List<String> values = ranges.get(i).values();
      set.put(ranges.get(i).name(), values.get((int) (rest % values.size())));
      rest /= values.size();
    }
    return set;
  }

  private static void put(Map<String, String> set, String name, String value) {
    if (set.put(name, value) != null) {
      throw new IllegalArgumentException("the parameter " + name + " is given twice");
    }
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
          put(longer, range.name(), value);
          next.add(longer);
        }
      }
      grid = next;
    }
    return grid;
  }
}
