package io.alphaflow.strategy;

import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A kind of strategy: its name, what it does, its parameters, and how to make one.
 *
 * @param type name in the configuration, for example {@code ma-cross}
 * @param summary the rule in a sentence
 * @param parameters all of them, sizing included
 * @param legs how many symbols an instance trades together; with 1 it trades each of its symbols on
 *     its own
 * @param factory makes a strategy; throws {@link IllegalArgumentException} with a sentence when the
 *     values do not fit together
 */
public record StrategyDescriptor(
    String type, String summary, List<ParameterSpec> parameters, int legs, Factory factory) {

  /** Makes a strategy from its parameters; it says to the inputs what it wants to see. */
  public interface Factory extends BiFunction<Parameters, StrategyInputs, Strategy<?>> {}

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

  /** A strategy of single symbols with the parameters of its own and those of sizing and exits. */
  public static StrategyDescriptor sized(
      String type, String summary, List<ParameterSpec> own, Factory factory) {
    return sized(type, summary, own, 1, factory);
  }

  /** A strategy of so many legs with the parameters of its own and those of sizing and exits. */
  public static StrategyDescriptor sized(
      String type, String summary, List<ParameterSpec> own, int legs, Factory factory) {
    List<ParameterSpec> all = new ArrayList<>(own);
    all.addAll(Sizing.PARAMETERS);
    all.addAll(ProtectionParameters.ALL);
    return new StrategyDescriptor(type, summary, all, legs, factory);
  }

  /**
   * The given values with defaults for the others.
   *
   * @throws IllegalArgumentException when a value or name is not accepted
   */
  public Parameters resolve(Map<String, String> given) {
    return Parameters.resolve(parameters, given);
  }

  /** A strategy and what it asked for. */
  public record Made(Strategy<?> strategy, StrategyInputs inputs) {}

  /**
   * A strategy.
   *
   * @throws IllegalArgumentException when the values do not fit together
   */
  public Made create(Parameters values) {
    StrategyInputs inputs = new StrategyInputs(legs);
    return new Made(factory.apply(values, inputs), inputs);
  }
}
