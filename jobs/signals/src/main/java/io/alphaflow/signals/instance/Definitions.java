package io.alphaflow.signals.instance;

import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.List;
import java.util.Map;

/** Between what was said about an instance and what runs. */
public final class Definitions {

  private Definitions() {}

  /** What a change that was accepted defines. */
  public static StrategyInstance of(StrategyChange change) {
    return new StrategyInstance(
        change.id(),
        change.strategyType(),
        change.account(),
        change.instruments().stream().map(InstrumentId::parse).toList(),
        change.interval(),
        true,
        change.parameters());
  }

  /** The change that brings what is configured. */
  public static StrategyChange configured(StrategyInstance instance) {
    return change(instance, StrategyChange.Action.RUN);
  }

  /** The change that ends what is configured no more. */
  static StrategyChange removed(String id, InstanceState stored) {
    return change(stored(id, stored, List.of()), StrategyChange.Action.REMOVE);
  }

  /** The change that brings once more what runs already. */
  static StrategyChange again(String id, InstanceState stored, List<String> instruments) {
    List<InstrumentId> symbols = instruments.stream().map(InstrumentId::parse).toList();
    return change(stored(id, stored, symbols), StrategyChange.Action.RUN, stored.version);
  }

  /** What is stored, again. */
  static StrategyInstance stored(String id, InstanceState stored, List<InstrumentId> symbols) {
    return new StrategyInstance(
        id, stored.type, stored.account, symbols, stored.interval, true, stored.parameters);
  }

  private static StrategyChange change(StrategyInstance instance, StrategyChange.Action action) {
    return change(instance, action, 0);
  }

  private static StrategyChange change(
      StrategyInstance instance, StrategyChange.Action action, long version) {
    return new StrategyChange(
        instance.id(),
        version,
        action,
        instance.type(),
        instance.account(),
        instance.symbols().stream().map(InstrumentId::toString).toList(),
        instance.interval(),
        instance.parameters(),
        0,
        "",
        0,
        List.of(),
        "");
  }

  /**
   * A strategy as defined.
   *
   * @throws IllegalArgumentException when the catalog has no such kind, or it does not accept the
   *     parameters
   */
  public static StrategyDescriptor.Made make(
      StrategyCatalog catalog, String id, String type, Map<String, String> parameters) {
    StrategyDescriptor descriptor =
        catalog
            .find(type)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "strategy "
                            + id
                            + " has the unknown type "
                            + type
                            + "; known are "
                            + String.join(", ", catalog.types())));
    return descriptor.create(descriptor.resolve(parameters));
  }

  /** Bars that the instance of a change wants before it may signal; 0 when it cannot be made. */
  static int warmUp(StrategyCatalog catalog, StrategyChange change) {
    try {
      return make(catalog, change.id(), change.strategyType(), change.parameters())
          .inputs()
          .totalWarmUp();
    } catch (RuntimeException | LinkageError e) {
      return 0;
    }
  }
}
