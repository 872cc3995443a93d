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
 * Bollinger-band squeeze breakout ({@code bollinger-squeeze}): narrow bands announce a move; it
 * buys when the close breaks out above the upper band soon after a squeeze, and sells when the
 * close falls below the middle band.
 *
 * <p>A bar is squeezed when the band width lies in the lowest {@code threshold} part of its range
 * over the last {@code lookback} bars; with threshold 0 it must be the lowest of them. A breakout
 * counts on a squeezed bar and for {@code patience} bars after one. Confidence is 0.5 at the upper
 * band and 1 when the close is half the bands' reach above it. Source: J. Bollinger, Bollinger on
 * Bollinger Bands, 2001, on the squeeze (there the lowest width of six months). Warm-up: {@code
 * period} + {@code lookback} - 1 bars, and {@code patience} more.
 */
public final class BollingerSqueeze extends LongFlatStrategy<BollingerSqueeze.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "bollinger-squeeze",
          "buys a breakout above narrow Bollinger bands, sells below the middle band",
          List.of(
              ParameterSpec.integer("period", 20, 2, 10_000, "bars of the bands"),
              ParameterSpec.number("deviations", 2, 0.1, 10, "distance of the bands"),
              ParameterSpec.integer("lookback", 125, 2, 10_000, "bars the width is compared with"),
              ParameterSpec.number(
                  "threshold", 0.1, 0, 1, "squeezed up to this part of the width's range"),
              ParameterSpec.integer("patience", 5, 0, 100_000, "bars a squeeze counts after it")),
          BollingerSqueeze::new);

  /** How long the last squeeze still counts. */
  static final class State extends LongFlatStrategy.State {
    private int barsLeft;
  }

  private final IndicatorRef middle;
  private final IndicatorRef upper;
  private final IndicatorRef lower;
  private final IndicatorRef percentB;
  private final IndicatorRef width;
  private final IndicatorRef narrowest;
  private final IndicatorRef widest;
  private final double threshold;
  private final int patience;

  BollingerSqueeze(Parameters parameters, StrategyInputs inputs) {
    super(parameters);
    String bands =
        "bollinger(" + parameters.integer("period") + "," + parameters.number("deviations") + ")";
    String range = "(" + parameters.integer("lookback") + ",source=" + bands + ".width)";
    this.middle = inputs.indicator(bands);
    this.upper = middle.output("upper");
    this.lower = middle.output("lower");
    this.percentB = middle.output("percent-b");
    this.width = middle.output("width");
    this.narrowest = inputs.indicator("lowest" + range);
    this.widest = inputs.indicator("highest" + range);
    this.threshold = parameters.number("threshold");
    this.patience = parameters.integer("patience");
    inputs.warmUp(patience);
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
    state.barsLeft = Math.max(0, barsLeft(state, market) - 1);
  }

  /** For how many bars the last squeeze counts, this one included. */
  private int barsLeft(State state, MarketView market) {
    double least = market.value(narrowest);
    double most = market.value(widest);
    boolean squeezed = market.value(width) <= least + threshold * (most - least);
    return squeezed ? patience + 1 : state.barsLeft;
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    double close = number(bar.close());
    double center = market.value(middle);
    double ceiling = market.value(upper);
    int barsLeft = barsLeft(state, market);
    warm(state, bar, market);
    double reach = (ceiling - center) / 2;
    if (!state.isLong() && barsLeft > 0 && close > ceiling) {
      state.barsLeft = 0;
      double confidence = confidence(close - ceiling, reach);
      return enter(state, bar.close(), confidence, "squeeze-breakout", snapshot(bar, market));
    }
    if (state.isLong() && close < center) {
      return leave(state, confidence(center - close, reach), "middle-band", snapshot(bar, market));
    }
    return List.of();
  }

  private Map<String, Double> snapshot(Bar bar, MarketView market) {
    return new Snapshot()
        .with("close", number(bar.close()))
        .with("middle", market.value(middle))
        .with("upper", market.value(upper))
        .with("lower", market.value(lower))
        .with("percentB", market.value(percentB))
        .with("width", market.value(width))
        .with("narrowest", market.value(narrowest))
        .with("widest", market.value(widest))
        .values();
  }
}
