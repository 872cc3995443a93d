package io.alphaflow.parameter;

import io.alphaflow.common.money.Fixed8;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of all parameters of a strategy, those from the configuration and the defaults. */
public final class Parameters {

  private final SortedMap<String, String> texts;

  private Parameters(SortedMap<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Fills up with defaults.
   *
   * @param given texts by name
   * @throws IllegalArgumentException naming the first text that is not accepted, or the first name
   *     that is not declared
   */
  public static Parameters resolve(List<ParameterSpec> specs, Map<String, String> given) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (ParameterSpec spec : specs) {
      String text = given.getOrDefault(spec.name(), spec.defaultText());
      if (!spec.accepts(text)) {
        throw new IllegalArgumentException(
            spec.name() + " \"" + text + "\" is not accepted; expected " + spec.accepted());
      }
      texts.put(spec.name(), text);
    }
    for (String name : given.keySet()) {
      if (!texts.containsKey(name)) {
        throw new IllegalArgumentException(
            "unknown parameter " + name + "; known are " + String.join(", ", texts.keySet()));
      }
    }
    return new Parameters(texts);
  }

  private String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalStateException("the strategy does not declare a parameter " + name);
    }
    return text;
  }

  /** A whole number. */
  public int integer(String name) {
    return Integer.parseInt(text(name));
  }

  /** A number for statistics. */
  public double number(String name) {
    return Double.parseDouble(text(name));
  }

  /** An amount in units of 1e-8. */
  public long amount(String name) {
    return Fixed8.parse(text(name));
  }

  /** A word. */
  public String choice(String name) {
    return text(name);
  }

  /** All texts by name, sorted. */
  public SortedMap<String, String> texts() {
    return Collections.unmodifiableSortedMap(texts);
  }
}
