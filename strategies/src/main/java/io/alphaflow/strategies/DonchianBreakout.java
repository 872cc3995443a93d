package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.LongFlatStrategy;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Snapshot;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import java.util.List;
import java.util.Map;

/**
 * Donchian breakout ({@code donchian-breakout}): buys when the close is above the highest price of
 * the {@code entry} bars before, sells when it is below the lowest price of the {@code exit} bars
 * before.
 *
 * <p>The bar itself is not in the channel that it breaks, or no close could ever be outside.
 * Confidence is 0.5 at the edge of the channel and 1 when the close is a tenth of the channel's
 * height beyond it. Source: R. Donchian's four-week rule; with 20 and 10 it is the Turtles' first
 * system (C. Faith, Way of the Turtle, 2007). Warm-up: the longer of both periods, and one bar.
 */
public final class DonchianBreakout extends LongFlatStrategy<DonchianBreakout.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "donchian-breakout",
          "buys a close above the highest price of so many bars, sells one below the lowest",
          List.of(
              ParameterSpec.integer("entry", 20, 1, 10_000, "bars whose highest price counts"),
              ParameterSpec.integer("exit", 10, 1, 10_000, "bars whose lowest price counts")),
          DonchianBreakout::new);

  private static final double FULL_BREAKOUT = 0.1;

  /** The channel as the bar before left it. */
  static final class State extends LongFlatStrategy.State {
    private boolean known;
    private double highest;
    private double lowest;
  }

  private final IndicatorRef highest;
  private final IndicatorRef lowest;

  DonchianBreakout(Parameters parameters, StrategyInputs inputs) {
    super(parameters);
    this.highest = inputs.indicator("highest(" + parameters.integer("entry") + ",source=high)");
    this.lowest = inputs.indicator("lowest(" + parameters.integer("exit") + ",source=low)");
    inputs.warmUp(1);
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
  public void warm(State state, Bar bar, MarketView market) {
    state.known = true;
    state.highest = market.value(highest);
    state.lowest = market.value(lowest);
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    boolean known = state.known;
    double ceiling = state.highest;
    double floor = state.lowest;
    warm(state, bar, market);
    double close = number(bar.close());
    double full = FULL_BREAKOUT * (ceiling - floor);
    if (known && !state.isLong() && close > ceiling) {
      double confidence = confidence(close - ceiling, full);
      return enter(state, bar.close(), confidence, "breakout", snapshot(close, ceiling, floor));
    }
    if (known && state.isLong() && close < floor) {
      return leave(
          state, confidence(floor - close, full), "breakdown", snapshot(close, ceiling, floor));
    }
    return List.of();
  }

  private Map<String, Double> snapshot(double close, double ceiling, double floor) {
    return new Snapshot()
        .with("close", close)
        .with("highest", ceiling)
        .with("lowest", floor)
        .values();
  }
}
