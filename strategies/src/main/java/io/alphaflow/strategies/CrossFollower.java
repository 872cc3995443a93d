package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.LongFlatStrategy;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.StrategyInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Buys when one line crosses above another, and sells when it crosses back below; with {@code
 * direction: both} it also sells short then, and buys that back at the next cross above.
 *
 * <p>A cross needs a side to come from: the first bar on which the lines are there only says which,
 * as the last of the warm-up. Lines that touch without passing are no cross; a cross through a
 * touch is one. With {@code begin: side} the first position needs no cross: it is taken on the side
 * on which the lines are.
 */
abstract class CrossFollower extends LongFlatStrategy<CrossFollower.State> {

  private static final String LONG = "long";
  private static final String BOTH = "both";
  private static final String CROSS = "cross";
  private static final String SIDE = "side";

  /** Which line was above. */
  static final class State extends LongFlatStrategy.State {
    /** 1 the first, -1 the second, 0 not known yet. */
    private int above;

    /** What buys back what it believes to have sold short; null while there is nothing. */
    private Sizing cover;
  }

  private final boolean goesShort;
  private final boolean beginsOnASide;

  /**
   * Reads sizing and protective exits.
   *
   * @param settle bars for which the lines are left to forget where they began
   */
  CrossFollower(Parameters parameters, StrategyInputs inputs, int settle) {
    super(parameters);
    this.goesShort = parameters.choice("direction").equals(BOTH);
    this.beginsOnASide = parameters.choice("begin").equals(SIDE);
    inputs.warmUp(beginsOnASide ? settle : settle + 1);
  }

  /** The parameters that all of them have, behind their own. */
  static List<ParameterSpec> with(ParameterSpec... own) {
    List<ParameterSpec> all = new ArrayList<>(List.of(own));
    all.add(
        ParameterSpec.integer(
            "settle",
            4,
            0,
            100,
            "so many times its bars the slowest exponential average is left to forget where it"
                + " began"));
    all.add(
        ParameterSpec.choice(
            "direction",
            LONG,
            List.of(LONG, BOTH),
            "both: also sells short, which spot accounts cannot"));
    all.add(
        ParameterSpec.choice(
            "begin", CROSS, List.of(CROSS, SIDE), "side: the first position needs no cross"));
    return all;
  }

  /**
   * Bars in which an exponential average of {@code period} forgets where it began: after four
   * spans, the default, all but 0.04 % of it.
   */
  static int settle(Parameters parameters, int period) {
    return Math.multiplyExact(parameters.integer("settle"), period);
  }

  /** {@link #settle(Parameters, int)} when the parameter {@code type} says {@code ema}, else 0. */
  static int settle(Parameters parameters, String period) {
    return parameters.choice("type").equals("ema")
        ? settle(parameters, parameters.integer(period))
        : 0;
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
  protected final void carryOver(State previous, State fresh) {
    fresh.cover = previous.cover;
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
    boolean crossed = before == -state.above || before == 0 && beginsOnASide;
    if (!crossed || state.above == 0) {
      return List.of();
    }
    double confidence = confidence(bar, market);
    Map<String, Double> snapshot = snapshot(bar, market);
    List<SignalIntent> intents = new ArrayList<>(2);
    if (state.above == 1) {
      if (state.cover != null) {
        intents.add(SignalIntent.market(Side.BUY, state.cover, confidence, "cover", snapshot));
        state.cover = null;
      }
      if (!state.isLong()) {
        intents.addAll(enter(state, bar.close(), confidence, "cross-up", snapshot));
      }
    } else {
      if (state.isLong()) {
        intents.addAll(leave(state, confidence, "cross-down", snapshot));
      }
      if (goesShort && state.cover == null) {
        intents.add(SignalIntent.market(Side.SELL, entry(), confidence, "short", snapshot));
        state.cover = entry().exit();
      }
    }
    return intents;
  }
}
