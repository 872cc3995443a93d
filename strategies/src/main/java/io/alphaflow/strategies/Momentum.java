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
 * Momentum with a volatility filter ({@code momentum}): buys when the rate of change of the closes
 * is above {@code entry} while the market is not wild, and sells when it falls below {@code exit}.
 *
 * <p>Wild means that the average true range is more than {@code max-volatility} percent of the
 * close; a market that gets wild later does not end a position. Confidence is 0.5 at the entry (or
 * exit) and 1 when the rate of change is once more the distance of the two away from it. Warm-up:
 * the longer of {@code period} + 1 and {@code volatility-period} + 1, and five times {@code
 * volatility-period}, in which the average true range forgets where it began.
 */
public final class Momentum extends LongFlatStrategy<Momentum.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "momentum",
          "buys what rose, unless the market is wild; sells when it does not rise any more",
          List.of(
              ParameterSpec.integer("period", 60, 1, 10_000, "bars of the rate of change"),
              ParameterSpec.number(
                  "entry", 1, -100, 1_000, "buys above this rate of change, percent"),
              ParameterSpec.number(
                  "exit", 0, -100, 1_000, "sells below this rate of change, less than entry"),
              ParameterSpec.integer(
                  "volatility-period", 14, 1, 10_000, "bars of the average true range"),
              ParameterSpec.number(
                  "max-volatility",
                  1,
                  0.001,
                  1_000,
                  "does not buy when the average true range is more than this percentage of the"
                      + " close")),
          Momentum::new);

  /** Long or flat. */
  static final class State extends LongFlatStrategy.State {}

  /** After so many periods Wilder's average has forgotten all but 0.7 % of where it began. */
  private static final int SETTLE = 5;

  private final IndicatorRef change;
  private final IndicatorRef volatility;
  private final double entry;
  private final double exit;
  private final double maxVolatility;

  Momentum(Parameters parameters, StrategyInputs inputs) {
    super(parameters);
    this.entry = parameters.number("entry");
    this.exit = parameters.number("exit");
    Thresholds.requireBelow("exit", exit, "entry", entry);
    this.maxVolatility = parameters.number("max-volatility");
    this.change = inputs.indicator("roc(" + parameters.integer("period") + ")");
    this.volatility =
        inputs.indicator("atr(" + parameters.integer("volatility-period") + ")").output("percent");
    inputs.warmUp(SETTLE * parameters.integer("volatility-period"));
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
    double rate = market.value(change);
    if (!state.isLong() && rate > entry && market.value(volatility) <= maxVolatility) {
      double confidence = confidence(rate - entry, entry - exit);
      return enter(state, bar.close(), confidence, "momentum", snapshot(bar, market));
    }
    if (state.isLong() && rate < exit) {
      double confidence = confidence(exit - rate, entry - exit);
      return leave(state, confidence, "momentum-lost", snapshot(bar, market));
    }
    return List.of();
  }

  private Map<String, Double> snapshot(Bar bar, MarketView market) {
    return new Snapshot()
        .with("close", number(bar.close()))
        .with(change, market)
        .with(volatility, market)
        .values();
  }
}
