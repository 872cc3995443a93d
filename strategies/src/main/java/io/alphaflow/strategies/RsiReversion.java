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
 * RSI mean reversion ({@code rsi-reversion}): buys when Wilder's relative strength index of the
 * closes is below {@code oversold}, sells when it is above {@code overbought}.
 *
 * <p>Confidence is 0.5 at the threshold and 1 where the index ends (0 and 100). Warm-up: {@code
 * period} + 1 bars, and eight times {@code period} more, in which Wilder's averages forget where
 * they began.
 */
public final class RsiReversion extends LongFlatStrategy<RsiReversion.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "rsi-reversion",
          "buys when the relative strength index is oversold, sells when it is overbought",
          List.of(
              ParameterSpec.integer("period", 14, 1, 10_000, "bars of the index"),
              ParameterSpec.number("oversold", 30, 0, 100, "buys below, less than overbought"),
              ParameterSpec.number("overbought", 70, 0, 100, "sells above")),
          RsiReversion::new);

  /** Long or flat. */
  static final class State extends LongFlatStrategy.State {}

  /** Periods in which Wilder's averages forget where they began: all but 0.03 % of it. */
  private static final int SETTLE = 8;

  private final IndicatorRef index;
  private final double oversold;
  private final double overbought;

  RsiReversion(Parameters parameters, StrategyInputs inputs) {
    super(parameters);
    this.index = inputs.indicator("rsi(" + parameters.integer("period") + ")");
    inputs.warmUp(SETTLE * parameters.integer("period"));
    this.oversold = parameters.number("oversold");
    this.overbought = parameters.number("overbought");
    Thresholds.requireBelow("oversold", oversold, "overbought", overbought);
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
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    double rsi = market.value(index);
    if (!state.isLong() && rsi < oversold) {
      double confidence = confidence(oversold - rsi, oversold);
      return enter(state, bar.close(), confidence, "oversold", snapshot(bar, market));
    }
    if (state.isLong() && rsi > overbought) {
      double confidence = confidence(rsi - overbought, 100 - overbought);
      return leave(state, confidence, "overbought", snapshot(bar, market));
    }
    return List.of();
  }

  private Map<String, Double> snapshot(Bar bar, MarketView market) {
    return new Snapshot().with("close", number(bar.close())).with(index, market).values();
  }
}
