package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.indicator.StandardDeviation;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.ProtectionParameters;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.Snapshot;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Pairs ({@code pairs}), for a spot market: of two symbols that move together it buys the one that
 * has become cheap against the other, and sells it when they are back together.
 *
 * <p>The spread is {@code ln(first) - hedge-ratio × ln(second)} of the closes; its Z-score {@code
 * z} is the distance from the mean of the last {@code lookback} spreads in their (population)
 * standard deviations. It buys the first symbol when {@code z < -entry} and the second when {@code
 * z > entry}, for {@code amount} each; it sells what it holds when {@code z} is within {@code exit}
 * of the mean or beyond it. It holds one of the two at a time and never sells short, so unlike the
 * textbook's pair it is exposed to the market while it holds. The hedge ratio is declared, not
 * estimated: with 1 the spread is the logarithm of the price ratio.
 *
 * <p>It sees an interval when any of the two traded in it, with the last close of the other.
 * Confidence is 0.5 at {@code entry} (or {@code exit}) and 1 one deviation beyond. Source: E.
 * Gatev, W. Goetzmann, K. G. Rouwenhorst, Pairs Trading, Review of Financial Studies 19, 2006
 * (there two deviations). Warm-up: {@code lookback} intervals.
 */
public final class PairsReversion implements Strategy<PairsReversion.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      new StrategyDescriptor(
          "pairs",
          "of two symbols buys the cheap one, until they are back together",
          all(),
          2,
          PairsReversion::new);

  private static List<ParameterSpec> all() {
    List<ParameterSpec> all =
        new ArrayList<>(
            List.of(
                ParameterSpec.integer("lookback", 120, 2, 10_000, "intervals of the mean"),
                ParameterSpec.number(
                    "hedge-ratio", 1, 0.01, 100, "weight of the second symbol in the spread"),
                ParameterSpec.number(
                    "entry", 2, 0.1, 20, "buys this many deviations away from the mean"),
                ParameterSpec.number(
                    "exit", 0.5, -20, 20, "sells this many deviations from the mean, below entry"),
                ParameterSpec.amount(
                    "amount", "500", 1, Fixed8.of(1_000_000_000), "what it buys for, quote")));
    all.addAll(ProtectionParameters.ALL);
    return all;
  }

  /** The spreads, and which leg is held. */
  static final class State {
    private StandardDeviation spread;

    /** 0 the first, 1 the second, -1 none. */
    private int leg = -1;

    private long quantity;
  }

  private final int lookback;
  private final double hedgeRatio;
  private final double entry;
  private final double exit;
  private final long amount;
  private final ProtectionParameters protection;

  PairsReversion(Parameters parameters, StrategyInputs inputs) {
    this.lookback = parameters.integer("lookback");
    this.hedgeRatio = parameters.number("hedge-ratio");
    this.entry = parameters.number("entry");
    this.exit = parameters.number("exit");
    this.amount = parameters.amount("amount");
    this.protection = ProtectionParameters.of(parameters);
    Thresholds.requireBelow("exit", exit, "entry", entry);
    inputs.warmUp(lookback - 1);
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    State state = new State();
    state.spread = new StandardDeviation(lookback);
    return state;
  }

  /** What is held is carried over. */
  @Override
  public State restart(State previous) {
    State fresh = initialState();
    fresh.leg = previous.leg;
    fresh.quantity = previous.quantity;
    return fresh;
  }

  @Override
  public void warm(State state, Bar bar, MarketView market) {
    state.spread.update(spread(market));
  }

  /** By StrictMath: the last digit of Math's logarithm may differ from machine to machine. */
  private double spread(MarketView market) {
    return StrictMath.log(close(market, 0)) - hedgeRatio * StrictMath.log(close(market, 1));
  }

  private static double close(MarketView market, int leg) {
    return Fixed8.toDouble(bar(market, leg).close());
  }

  private static Bar bar(MarketView market, int leg) {
    return market.bar(leg).orElseThrow();
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    double spread = spread(market);
    double deviation = state.spread.update(spread);
    if (!state.spread.isReady() || deviation == 0) {
      return List.of();
    }
    double z = (spread - state.spread.mean()) / deviation;
    List<SignalIntent> intents = new ArrayList<>();
    if (state.leg >= 0 && cheapness(state.leg, z) <= exit) {
      intents.add(sell(state, z, market));
    }
    for (int leg = 0; leg <= 1; leg++) {
      if (state.leg < 0 && cheapness(leg, z) > entry) {
        intents.add(buy(state, leg, z, market));
      }
    }
    return intents;
  }

  /** How many deviations a leg is too cheap against the other. */
  private static double cheapness(int leg, double z) {
    return leg == 0 ? -z : z;
  }

  private SignalIntent buy(State state, int leg, double z, MarketView market) {
    long price = bar(market, leg).close();
    state.leg = leg;
    // At least the smallest quantity: an amount that buys nothing is for the risk gate to refuse.
    state.quantity = Math.max(1, Fixed8.divide(amount, price, RoundingMode.DOWN));
    return SignalIntent.market(
            Side.BUY,
            new Sizing(SizingMode.BASE_QUANTITY, state.quantity),
            confidence(cheapness(leg, z) - entry),
            "cheap",
            snapshot(z, market))
        .protectedBy(protection.at(price))
        .on(leg);
  }

  private SignalIntent sell(State state, double z, MarketView market) {
    int leg = state.leg;
    state.leg = -1;
    return SignalIntent.market(
            Side.SELL,
            new Sizing(SizingMode.BASE_QUANTITY, state.quantity),
            confidence(exit - cheapness(leg, z)),
            "together",
            snapshot(z, market))
        .on(leg);
  }

  private static double confidence(double beyond) {
    return 0.5 + 0.5 * Math.min(1, beyond);
  }

  private static Map<String, Double> snapshot(double z, MarketView market) {
    return new Snapshot()
        .with("first", close(market, 0))
        .with("second", close(market, 1))
        .with("z-score", z)
        .values();
  }
}
