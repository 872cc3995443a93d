package io.alphaflow.signals.strategy;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A kind of strategy: its name, what it does, its parameters, and how to make one.
 *
 * @param type name in the configuration, for example {@code ma-cross}
 * @param summary the rule in a sentence
 * @param parameters all of them, sizing included
 * @param factory makes a strategy; throws {@link IllegalArgumentException} with a sentence when the
 *     values do not fit together
 */
public record StrategyDescriptor(
    String type, String summary, List<ParameterSpec> parameters, Factory factory)
    implements Serializable {

  /** Makes a strategy from its parameters; a method reference, because it travels with the job. */
  public interface Factory extends Function<Parameters, Strategy<?>>, Serializable {}

  /** Checks that no parameter is declared twice. */
  public StrategyDescriptor {
    parameters = List.copyOf(parameters);
    Set<String> names = new HashSet<>();
    for (ParameterSpec spec : parameters) {
      if (!names.add(spec.name())) {
        throw new IllegalArgumentException(type + " declares " + spec.name() + " twice");
      }
    }
  }

  /** A strategy with the parameters of its own and those of sizing. */
  static StrategyDescriptor sized(
      String type, String summary, List<ParameterSpec> own, Factory factory) {
    List<ParameterSpec> all = new ArrayList<>(own);
    all.addAll(Sizing.PARAMETERS);
    return new StrategyDescriptor(type, summary, all, factory);
  }

  /**
   * The given values with defaults for the others.
   *
   * @throws IllegalArgumentException when a value or name is not accepted
   */
  public Parameters resolve(Map<String, String> given) {
    return Parameters.resolve(parameters, given);
  }

  /**
   * A strategy.
   *
   * @throws IllegalArgumentException when the values do not fit together
   */
  public Strategy<?> create(Parameters values) {
    return factory.apply(values);
  }
}
