package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.indicator.Ema;
import io.alphaflow.indicator.MovingAverage;
import io.alphaflow.indicator.Sma;
import java.util.List;
import java.util.Map;

/**
 * Moving-average crossover ({@code ma-cross}): buys when the fast average of the closes crosses
 * above the slow one, sells when it crosses below.
 *
 * <p>A cross needs a side to come from: the first bar on which both averages are ready only says
 * where they stand. Averages that touch without passing are no cross. Confidence is 0.5 for a cross
 * by nothing and 1 when the averages are already 0.1 % apart. Warm-up: {@code slow} bars.
 */
public final class MovingAverageCross extends LongFlatStrategy<MovingAverageCross.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "ma-cross",
          "buys when the fast moving average crosses above the slow one, sells when below",
          List.of(
              ParameterSpec.integer("fast", 12, 1, 100_000, "bars of the fast average"),
              ParameterSpec.integer(
                  "slow", 26, 2, 100_000, "bars of the slow average, more than fast"),
              ParameterSpec.choice("type", "ema", List.of("ema", "sma"), "kind of average")),
          MovingAverageCross::new);

  private static final double FULL_GAP = 0.001;

  /** The averages, and which one was above. */
  static final class State extends LongFlatStrategy.State {
    private MovingAverage fast;
    private MovingAverage slow;
    private int above;
  }

  private final int fast;
  private final int slow;
  private final boolean exponential;

  MovingAverageCross(Parameters parameters) {
    super(Sizing.of(parameters));
    this.fast = parameters.integer("fast");
    this.slow = parameters.integer("slow");
    this.exponential = parameters.choice("type").equals("ema");
    if (fast >= slow) {
      throw new IllegalArgumentException(
          "fast " + fast + " is not accepted with slow " + slow + "; expected fast below slow");
    }
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    State state = new State();
    state.fast = average(fast);
    state.slow = average(slow);
    return state;
  }

  private MovingAverage average(int period) {
    return exponential ? new Ema(period) : new Sma(period);
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar) {
    double close = number(bar.close());
    double quick = state.fast.update(close);
    double calm = state.slow.update(close);
    if (!state.slow.isReady() || quick == calm) {
      return List.of();
    }
    int before = state.above;
    state.above = quick > calm ? 1 : -1;
    if (before == -1 && state.above == 1 && !state.isLong()) {
      return enter(state, confidenceOf(quick, calm), "cross-up", snapshot(close, quick, calm));
    }
    if (before == 1 && state.above == -1 && state.isLong()) {
      return leave(state, confidenceOf(quick, calm), "cross-down", snapshot(close, quick, calm));
    }
    return List.of();
  }

  private static double confidenceOf(double quick, double calm) {
    return confidence(Math.abs(quick - calm) / calm, FULL_GAP);
  }

  private Map<String, Double> snapshot(double close, double quick, double calm) {
    String kind = exponential ? "ema(" : "sma(";
    return new Snapshot()
        .with("close", close)
        .with(kind + fast + ")", quick)
        .with(kind + slow + ")", calm)
        .values();
  }
}
