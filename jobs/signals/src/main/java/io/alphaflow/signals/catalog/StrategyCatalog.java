package io.alphaflow.signals.catalog;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of strategies that there are, by type name. */
public final class StrategyCatalog implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, StrategyDescriptor> byType = new TreeMap<>();

  /**
   * A catalog of given kinds.
   *
   * @throws IllegalArgumentException when two have the same type name
   */
  public StrategyCatalog(List<StrategyDescriptor> descriptors) {
    for (StrategyDescriptor descriptor : descriptors) {
      if (byType.put(descriptor.type(), descriptor) != null) {
        throw new IllegalArgumentException("two strategies have the type " + descriptor.type());
      }
    }
  }

  /** The built-in ones. */
  public static StrategyCatalog builtIn() {
    return new StrategyCatalog(
        List.of(
            MovingAverageCross.DESCRIPTOR, RsiReversion.DESCRIPTOR, BollingerSqueeze.DESCRIPTOR));
  }

  /** The kind of that name. */
  public Optional<StrategyDescriptor> find(String type) {
    return Optional.ofNullable(byType.get(type));
  }

  /** All type names, sorted. */
  public List<String> types() {
    return List.copyOf(byType.keySet());
  }

  /** All kinds, sorted by type name. */
  public List<StrategyDescriptor> descriptors() {
    return List.copyOf(byType.values());
  }
}
