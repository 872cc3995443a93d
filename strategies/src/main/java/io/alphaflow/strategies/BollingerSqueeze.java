package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.indicator.Bollinger;
import io.alphaflow.indicator.RollingExtreme;
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
 * period} + {@code lookback} - 1 bars.
 */
public final class BollingerSqueeze extends LongFlatStrategy<BollingerSqueeze.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "bollinger-squeeze",
          "buys a breakout above narrow Bollinger bands, sells below the middle band",
          List.of(
              ParameterSpec.integer("period", 20, 2, 100_000, "bars of the bands"),
              ParameterSpec.number("deviations", 2, 0.1, 10, "distance of the bands"),
              ParameterSpec.integer("lookback", 125, 2, 100_000, "bars the width is compared with"),
              ParameterSpec.number(
                  "threshold", 0.1, 0, 1, "squeezed up to this part of the width's range"),
              ParameterSpec.integer("patience", 5, 0, 100_000, "bars a squeeze counts after it")),
          BollingerSqueeze::new);

  /** Bands, the range of their width, and how long the last squeeze still counts. */
  static final class State extends LongFlatStrategy.State {
    private Bollinger bands;
    private RollingExtreme narrowest;
    private RollingExtreme widest;
    private int barsLeft;
  }

  private final int period;
  private final double deviations;
  private final int lookback;
  private final double threshold;
  private final int patience;

  BollingerSqueeze(Parameters parameters) {
    super(Sizing.of(parameters));
    this.period = parameters.integer("period");
    this.deviations = parameters.number("deviations");
    this.lookback = parameters.integer("lookback");
    this.threshold = parameters.number("threshold");
    this.patience = parameters.integer("patience");
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    State state = new State();
    state.bands = new Bollinger(period, deviations);
    state.narrowest = RollingExtreme.lowest(lookback);
    state.widest = RollingExtreme.highest(lookback);
    return state;
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar) {
    double close = number(bar.close());
    double middle = state.bands.update(close);
    if (!state.bands.isReady()) {
      return List.of();
    }
    double width = state.bands.width();
    double narrowest = state.narrowest.update(width);
    double widest = state.widest.update(width);
    if (!state.narrowest.isReady()) {
      return List.of();
    }
    boolean squeezed = width <= narrowest + threshold * (widest - narrowest);
    // One more than the patience, because this bar takes one away below.
    int barsLeft = squeezed ? patience + 1 : state.barsLeft;
    state.barsLeft = Math.max(0, barsLeft - 1);
    double upper = state.bands.upper();
    if (!state.isLong() && barsLeft > 0 && close > upper) {
      state.barsLeft = 0;
      double confidence = confidence(close - upper, (upper - middle) / 2);
      return enter(state, confidence, "squeeze-breakout", snapshot(state, close));
    }
    if (state.isLong() && close < middle) {
      double confidence = confidence(middle - close, (upper - middle) / 2);
      return leave(state, confidence, "middle-band", snapshot(state, close));
    }
    return List.of();
  }

  private static Map<String, Double> snapshot(State state, double close) {
    Bollinger bands = state.bands;
    return new Snapshot()
        .with("close", close)
        .with("middle", bands.value())
        .with("upper", bands.upper())
        .with("lower", bands.lower())
        .with("percentB", bands.percentB())
        .with("width", bands.width())
        .with("narrowest", state.narrowest.value())
        .with("widest", state.widest.value())
        .values();
  }
}
