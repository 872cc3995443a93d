package io.alphaflow.signals.strategy;

import java.util.LinkedHashMap;
import java.util.Map;

/** Indicator values of a signal, in the order in which they were added. */
final class Snapshot {

  private final Map<String, Double> values = new LinkedHashMap<>();

  Snapshot with(String name, double value) {
    values.put(name, value);
    return this;
  }

  Map<String, Double> values() {
    return values;
  }
}
