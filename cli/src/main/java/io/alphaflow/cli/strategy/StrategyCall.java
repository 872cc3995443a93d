package io.alphaflow.cli.strategy;

import io.alphaflow.cli.UsageError;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of strategy with parameters as a person writes it: {@code ma-cross} or {@code
 * ma-cross(fast=10,slow=20)}.
 *
 * @param type name of the kind
 * @param parameters texts by name, those that differ from the defaults
 */
public record StrategyCall(String type, Map<String, String> parameters) {

  private static final Pattern FORM = Pattern.compile("\\s*([^()\\s]+)\\s*(?:\\(([^()]*)\\)\\s*)?");

  /**
   * Reads it.
   *
   * @param more parameters that were given apart; a name may not be given twice
   */
  public static StrategyCall parse(String text, Map<String, String> more) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageError(
          "\"" + text + "\" is not a strategy; expected for example ma-cross(fast=10,slow=20)");
    }
    Map<String, String> parameters = new TreeMap<>();
    String inside = form.group(2) == null ? "" : form.group(2).strip();
    for (String part : inside.isEmpty() ? new String[0] : inside.split(",")) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw new UsageError("\"" + part.strip() + "\" in " + text + ": expected name=value");
      }
      put(parameters, part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }
    more.forEach((name, value) -> put(parameters, name, value));
    return new StrategyCall(form.group(1), parameters);
  }

  private static void put(Map<String, String> parameters, String name, String value) {
    if (parameters.put(name, value) != null) {
      throw new UsageError("the parameter " + name + " is given twice");
    }
  }
}
