package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.LongFlatStrategy;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.StrategyInputs;
import java.util.List;
import java.util.Map;

/**
 * Buys when one line crosses above another, and sells when it crosses back below.
 *
 * <p>A cross needs a side to come from: the first bar on which the lines are there only says which,
 * as the last of the warm-up. Lines that touch without passing are no cross; a cross through a
 * touch is one.
 */
abstract class CrossFollower extends LongFlatStrategy<CrossFollower.State> {

  /** Which line was above. */
  static final class State extends LongFlatStrategy.State {
    /** 1 the first, -1 the second, 0 not known yet. */
    private int above;
  }

  /**
   * Reads sizing and protective exits.
   *
   * @param settle bars for which the lines are left to forget where they began
   */
  CrossFollower(Parameters parameters, StrategyInputs inputs, int settle) {
    super(parameters);
    inputs.warmUp(settle + 1);
  }

  /**
   * Bars in which an exponential average of {@code period} forgets where it began: after four spans
   * all but 0.04 % of it.
   */
  static int settle(int period) {
    return 4 * period;
  }

  /** {@link #settle(int)} when the parameter {@code type} says {@code ema}, else 0. */
  static int settle(Parameters parameters, String period) {
    return parameters.choice("type").equals("ema") ? settle(parameters.integer(period)) : 0;
  }

  /** Above 0 when the first line is above, below 0 when the second is, 0 where they touch. */
  abstract double gap(Bar bar, MarketView market);

  /** From 0 to 1. */
  abstract double confidence(Bar bar, MarketView market);

  /** The lines, for the signal. */
  abstract Map<String, Double> snapshot(Bar bar, MarketView market);

  @Override
  public final Class<State> stateType() {
    return State.class;
  }

  @Override
  public final State initialState() {
    return new State();
  }

  @Override
  public final void warm(State state, Bar bar, MarketView market) {
    int side = (int) Math.signum(gap(bar, market));
    if (side != 0) {
      state.above = side;
    }
  }

  @Override
  public final List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    int before = state.above;
    warm(state, bar, market);
    if (before == -1 && state.above == 1 && !state.isLong()) {
      return enter(state, bar.close(), confidence(bar, market), "cross-up", snapshot(bar, market));
    }
    if (before == 1 && state.above == -1 && state.isLong()) {
      return leave(state, confidence(bar, market), "cross-down", snapshot(bar, market));
    }
    return List.of();
  }
}
