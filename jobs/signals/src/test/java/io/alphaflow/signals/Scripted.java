package io.alphaflow.signals;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.Trade;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.Snapshot;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.host.StrategyCatalog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A strategy whose signals show all that it saw: an average, how many events came, their sum, and
 * its own warm-up. It buys on every {@code every}-th event, and fails in a given way on one.
 */
public final class Scripted implements Strategy<Scripted.State> {

  /** Whether the machine has failed; cleared by the test that asks for it. */
  public static final AtomicBoolean CRASHED = new AtomicBoolean();

  /** What no strategy is to blame for: it takes the whole task down. */
  static final class Crash extends VirtualMachineError {
    private static final long serialVersionUID = 1L;

    Crash() {
      super("injected crash");
    }
  }

  private static final Sizing ONE = new Sizing(SizingMode.BASE_QUANTITY, 1);

  private static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.choice("on", "bars", List.of("bars", "trades", "quotes"), "what it sees"),
          ParameterSpec.integer("period", 0, 0, 1_000, "of the average, 0: none"),
          ParameterSpec.integer("warm", 0, 0, 1_000, "bars of its own warm-up"),
          ParameterSpec.integer("every", 1, 1, 1_000_000, "events"),
          ParameterSpec.integer(
              "slices", 0, 0, 100, "of each order, over a minute; 0: sent as one"),
          ParameterSpec.integer("fail-at", 0, 0, 1_000_000, "event"),
          ParameterSpec.choice("then", "wait", List.of("wait", "take-back"), "after a signal"),
          ParameterSpec.choice(
              "failure",
              "throw",
              List.of("throw", "assert", "null", "overflow", "leg", "store", "crash-once"),
              "how"));

  /** This one alone: on one symbol, and on two together. */
  public static StrategyCatalog catalog() {
    return new StrategyCatalog(
        List.of(
            new StrategyDescriptor("scripted", "for tests", PARAMETERS, 1, Scripted::new),
            new StrategyDescriptor("pair", "for tests", PARAMETERS, 2, Scripted::new)));
  }

  /** Counts since it began; what it holds goes on for ever. */
  static final class State {
    private long seen;
    private double sum;
    private long warmed;
    private long restarts;

    /** Itself, when it shall be impossible to store. */
    private State self;
  }

  private final int every;
  private final int slices;
  private final int failAt;
  private final boolean takesBack;
  private final String failure;
  private final int legs;
  private final List<IndicatorRef> averages;

  private Scripted(Parameters parameters, StrategyInputs inputs) {
    every = parameters.integer("every");
    slices = parameters.integer("slices");
    failAt = parameters.integer("fail-at");
    failure = parameters.choice("failure");
    takesBack = parameters.choice("then").equals("take-back");
    legs = inputs.legs();
    int period = parameters.integer("period");
    averages =
        period == 0
            ? List.of()
            : legs == 1
                ? List.of(inputs.indicator("ema(" + period + ")"))
                : List.of(
                    inputs.indicator(0, "ema(" + period + ")"),
                    inputs.indicator(1, "ema(" + period + ")"));
    inputs.warmUp(parameters.integer("warm"));
    if (parameters.choice("on").equals("trades")) {
      inputs.trades();
    } else if (parameters.choice("on").equals("quotes")) {
      inputs.quotes();
    }
    onBars = parameters.choice("on").equals("bars");
  }

  private final boolean onBars;

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    return new State();
  }

  @Override
  public State restart(State previous) {
    State state = new State();
    state.restarts = previous.restarts + 1;
    return state;
  }

  @Override
  public void warm(State state, Bar bar, MarketView market) {
    state.warmed = 31 * state.warmed + bar.close() + (long) average(market);
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    if (!onBars) {
      return List.of();
    }
    double other = legs > 1 ? market.bar(1).orElseThrow().close() : 0;
    return event(state, bar.close() + 3 * other, market);
  }

  @Override
  public List<SignalIntent> onTrade(State state, Trade trade, MarketView market) {
    double last = market.bar(0).map(Bar::close).orElse(0L);
    return event(state, trade.price() + 7 * last, market);
  }

  @Override
  public List<SignalIntent> onQuote(State state, Quote quote, MarketView market) {
    return event(state, quote.bid(), market);
  }

  private double average(MarketView market) {
    double sum = 0;
    for (IndicatorRef average : averages) {
      sum = 2 * sum + market.value(average);
    }
    return sum;
  }

  private List<SignalIntent> event(State state, double number, MarketView market) {
    state.seen++;
    state.sum += number;
    int leg = 0;
    if (state.seen == failAt) {
      switch (failure) {
        case "null" -> {
          return null;
        }
        case "overflow" -> {
          state.seen--;
          return event(state, number, market);
        }
        case "leg" -> leg = legs;
        case "store" -> state.self = state;
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
    Snapshot snapshot =
        new Snapshot()
            .with("seen", state.seen)
            .with("sum", state.sum)
            .with("warmed", state.warmed)
            .with("restarts", state.restarts)
            .with("average", average(market));
    SignalIntent whole = SignalIntent.market(Side.BUY, ONE, 1, "scripted", snapshot.values());
    SignalIntent intent = slices == 0 ? whole : whole.twap(Duration.ofMinutes(1), slices);
    if (takesBack) {
      return List.of(intent, SignalIntent.cancel(market.signals(0) + 1, "take-back"));
    }
    return legs > 1 && leg == 0
        ? List.of(intent, intent.on(1))
        : List.of(leg == 0 ? intent : intent.on(leg));
  }
}
