package io.alphaflow.indicator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A spec taken apart: {@code name}, or {@code name(value, …, option=value, …)}. A value may itself
 * be a spec.
 *
 * @param name lower case
 * @param positional values by place
 * @param named values by name
 */
record SpecText(String name, List<String> positional, Map<String, String> named) {

  private static final int LONGEST = 500;

  /**
   * Takes a text apart.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  static SpecText of(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST) {
      throw new IllegalArgumentException(
          "an indicator of %,d characters; at most %d are read"
              .formatted(stripped.length(), LONGEST));
    }
    int open = stripped.indexOf('(');
    String name = open < 0 ? stripped : stripped.substring(0, open).strip();
    if (!name.matches("[A-Za-z][A-Za-z0-9-]*")) {
      throw malformed(stripped);
    }
    SpecText call = new SpecText(name, new ArrayList<>(), new LinkedHashMap<>());
    if (open >= 0) {
      if (close(stripped, open) != stripped.length() - 1) {
        throw malformed(stripped);
      }
      call.arguments(stripped.substring(open + 1, stripped.length() - 1), stripped);
    }
    return call;
  }

  private void arguments(String text, String whole) {
    if (text.isBlank()) {
      return;
    }
    int from = 0;
    while (from <= text.length()) {
      int to = from;
      while (to < text.length() && text.charAt(to) != ',') {
        to = text.charAt(to) == '(' ? Math.max(close(text, to), to) + 1 : to + 1;
      }
      argument(text.substring(from, to).strip(), whole);
      from = to + 1;
    }
  }

  private void argument(String text, String whole) {
    int sign = text.indexOf('=');
    int open = text.indexOf('(');
    if (sign >= 0 && (open < 0 || sign < open)) {
      String option = text.substring(0, sign).strip();
      String value = text.substring(sign + 1).strip();
      if (option.isEmpty() || value.isEmpty()) {
        throw malformed(whole);
      }
      if (named.put(option, value) != null) {
        throw new IllegalArgumentException("\"" + whole + "\" gives " + option + " twice");
      }
    } else if (text.isEmpty()) {
      throw malformed(whole);
    } else if (!named.isEmpty()) {
      throw new IllegalArgumentException(
          "\"" + whole + "\" has " + text + " behind a named value; values by place come first");
    } else {
      positional.add(text);
    }
  }

  /** The place of the bracket that closes the one at {@code open}; -1 when none does. */
  private static int close(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      if (text.charAt(i) == '(') {
        depth++;
      } else if (text.charAt(i) == ')' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is no indicator; expected a form such as sma(20), ema(20,seed=first-value) or"
            + " sma(20,source=rsi(14))");
  }
}
