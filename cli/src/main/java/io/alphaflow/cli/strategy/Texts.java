package io.alphaflow.cli.strategy;

import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How things are shown. */
final class Texts {

  private Texts() {}

  /** Epoch microseconds as ISO-8601, UTC. */
  static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }

  /** Instruments without their venue. */
  static String symbols(Instance instance) {
    List<String> symbols =
        instance.instruments().stream().map(i -> i.substring(i.indexOf(':') + 1)).toList();
    return String.join(", ", symbols);
  }

  /** The parameters that are not as the strategy has them by itself. */
  static SortedMap<String, String> special(Instance instance, StrategyCatalog catalog) {
    SortedMap<String, String> special = new TreeMap<>(instance.parameters());
    catalog
        .find(instance.type())
        .map(StrategyDescriptor::parameters)
        .ifPresent(
            specs -> {
              for (ParameterSpec spec : specs) {
                special.remove(spec.name(), spec.defaultText());
              }
            });
    return special;
  }

  static String parameters(Map<String, String> parameters) {
    StringBuilder text = new StringBuilder();
    parameters.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return text.isEmpty() ? "(defaults)" : text.substring(1);
  }
}
