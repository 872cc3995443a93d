package io.alphaflow.signals;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.signals.instance.StrategyInstance;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A strategy that buys on every {@code every}-th bar, and fails in a given way on a given bar. */
public final class Scripted implements Strategy<Scripted.State> {

  /** Whether the machine has failed; cleared by the test that asks for it. */
  static final AtomicBoolean CRASHED = new AtomicBoolean();

  /** What no strategy is to blame for: it takes the whole task down. */
  static final class Crash extends VirtualMachineError {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("injected crash");
    }
  }

  private static final Sizing ONE = new Sizing(SizingMode.BASE_QUANTITY, 1);

  /** The built-in kinds and this one. */
  public static StrategyCatalog catalog() {
    List<StrategyDescriptor> all = new ArrayList<>(StrategyCatalog.builtIn().descriptors());
    all.add(
        new StrategyDescriptor(
            "scripted",
            "for tests",
            List.of(
                ParameterSpec.integer("every", 1, 1, 1_000_000, "bars"),
                ParameterSpec.integer("fail-at", 0, 0, 1_000_000, "bar"),
                ParameterSpec.choice(
                    "failure",
                    "throw",
                    List.of("throw", "assert", "null", "overflow", "crash-once"),
                    "how")),
            Scripted::new));
    return new StrategyCatalog(all);
  }

  /** An instance of {@link Bars#BTC}. */
  public static StrategyInstance instance(String id, String... parameters) {
    return builtIn(id, "scripted", parameters);
  }

  /** An instance of a kind of {@link #catalog()}. */
  public static StrategyInstance builtIn(String id, String type, String... parameters) {
    Map<String, String> given = new TreeMap<>();
    for (int i = 0; i < parameters.length; i += 2) {
      given.put(parameters[i], parameters[i + 1]);
    }
    return new StrategyInstance(
        id,
        type,
        "main",
        List.of(InstrumentId.parse(Bars.BTC)),
        "1m",
        true,
        catalog().find(type).orElseThrow().resolve(given).texts());
  }

  /** Counts the bars since it began. */
  static final class State {
    private int seen;
  }

  private final int every;
  private final int failAt;
  private final String failure;

  private Scripted(Parameters parameters) {
    every = parameters.integer("every");
    failAt = parameters.integer("fail-at");
    failure = parameters.choice("failure");
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    return new State();
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar) {
    state.seen++;
    if (bar.sequence() == failAt) {
      switch (failure) {
        case "null" -> {
          return null;
        }
        case "overflow" -> onBar(state, bar);
        case "assert" -> throw new AssertionError("scripted failure");
        case "crash-once" -> {
          if (CRASHED.compareAndSet(false, true)) {
            throw new Crash();
          }
        }
        default -> throw new IllegalStateException("scripted failure");
      }
    }
    if (state.seen % every != 0) {
      return List.of();
    }
    Map<String, Double> seen = Map.of("seen", (double) state.seen);
    return List.of(SignalIntent.market(Side.BUY, ONE, 1, "scripted", seen));
  }
}
