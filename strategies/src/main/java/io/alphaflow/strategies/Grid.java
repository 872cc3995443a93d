package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.ParameterSpec;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.Snapshot;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Grid ({@code grid}): buys {@code size} at each level that the close falls to, and sells it when
 * the close rises to the next level.
 *
 * <p>The levels lie between {@code lower} and {@code upper}; when those are 0, around the first
 * close that it sees. A level is bought when the close comes to it from above, so those above the
 * price at the start wait until the price was there, and it is not bought again before it was sold.
 * Levels that one bar crosses together are one order: for all of their quantity, at the lowest of
 * their prices when they are bought and at the highest when they are sold. With {@code order:
 * limit} the order is at that price or better; the market is there already when it is decided, but
 * should it turn back the order rests.
 *
 * <p>When the close is below {@code stop} everything is sold at the market, and nothing is bought
 * until the close is at a level above it again. Warm-up: one bar, which only says where the price
 * stands. Memory: one number for each level that is held.
 */
public final class Grid implements Strategy<Grid.State> {

  /** How it is configured. */
  public static final StrategyDescriptor DESCRIPTOR =
      new StrategyDescriptor(
          "grid",
          "buys at each level that the price falls to, sells one level higher",
          List.of(
              ParameterSpec.amount(
                  "lower", "0", 0, Fixed8.of(1_000_000_000), "lowest level; 0: around an anchor"),
              ParameterSpec.amount(
                  "upper",
                  "0",
                  0,
                  Fixed8.of(1_000_000_000),
                  "highest level, where the last is sold; 0: around an anchor"),
              ParameterSpec.amount(
                  "spacing",
                  "1",
                  1_000_000,
                  Fixed8.of(50),
                  "around an anchor: distance of the levels, percent of the first close"),
              ParameterSpec.integer("levels", 10, 1, 500, "levels that are bought at"),
              ParameterSpec.amount("size", "0.01", 1, Fixed8.of(1_000_000_000), "base, each level"),
              ParameterSpec.amount(
                  "tick", "0.01", 1, Fixed8.of(1_000_000), "levels are multiples of it"),
              ParameterSpec.choice(
                  "order", "limit", List.of("limit", "market"), "limit: at the level or better"),
              ParameterSpec.amount(
                  "stop",
                  "0",
                  0,
                  Fixed8.of(1_000_000_000),
                  "sells everything below this price; 0: never")),
          1,
          Grid::new);

  /** Where the levels are, and what is held. */
  static final class State {
    /** The first close when the levels lie around it; 0 when it is not known, or not needed. */
    private long anchor;

    /** What {@link GridLevels} gave; empty as long as the anchor is not known. */
    private long[] prices = {};

    /** The close before; 0 when it is not known. */
    private long close;

    /** Base quantity by the price at which it is to be sold. */
    private TreeMap<Long, Long> held = new TreeMap<>();
  }

  private final boolean anchored;
  private final long lower;
  private final long upper;
  private final long spacing;
  private final int levels;
  private final long size;
  private final long tick;
  private final boolean limit;
  private final long stop;

  Grid(Parameters parameters, StrategyInputs inputs) {
    this.lower = parameters.amount("lower");
    this.upper = parameters.amount("upper");
    this.anchored = lower == 0 && upper == 0;
    this.spacing = parameters.amount("spacing");
    this.levels = parameters.integer("levels");
    this.size = parameters.amount("size");
    this.tick = parameters.amount("tick");
    this.limit = parameters.choice("order").equals("limit");
    this.stop = parameters.amount("stop");
    check();
    inputs.warmUp(1);
  }

  private void check() {
    if (!anchored && (lower == 0 || lower >= upper)) {
      throw new IllegalArgumentException(
          "lower "
              + Fixed8.format(lower)
              + " is not accepted with upper "
              + Fixed8.format(upper)
              + "; expected 0 < lower < upper, or both 0 for a grid around the first close");
    }
    if (anchored && levels / 2 * spacing >= Fixed8.of(100)) {
      throw new IllegalArgumentException(
          "spacing "
              + Fixed8.format(spacing)
              + " is not accepted with levels "
              + levels
              + "; expected the lowest level, half of them down, to be less than 100 percent away");
    }
    if (!anchored && stop >= lower) {
      throw new IllegalArgumentException(
          "stop "
              + Fixed8.format(stop)
              + " is not accepted with lower "
              + Fixed8.format(lower)
              + "; expected stop below lower");
    }
    // A grid too fine for the tick is refused here; around an anchor that shows at the first bar.
    initialState();
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    State state = new State();
    if (!anchored) {
      state.prices = GridLevels.between(lower, upper, levels, tick);
    }
    return state;
  }

  /**
   * Goes on around the same anchor. What another grid bought is still sold at that one's prices,
   * and counts among the levels that may be held.
   */
  @Override
  public State restart(State previous) {
    State fresh = initialState();
    fresh.held = previous.held;
    if (anchored && previous.anchor != 0) {
      anchor(fresh, previous.anchor);
    }
    return fresh;
  }

  private void anchor(State state, long price) {
    state.anchor = price;
    state.prices = GridLevels.around(price, spacing, levels, tick);
  }

  @Override
  public void warm(State state, Bar bar, MarketView market) {
    state.close = bar.close();
    if (state.prices.length == 0) {
      anchor(state, bar.close());
    }
  }

  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    long close = bar.close();
    long before = state.close;
    warm(state, bar, market);
    if (close < stop) {
      return sell(state, state.held, close, "stop");
    }
    SortedMap<Long, Long> reached = state.held.headMap(close, true);
    return reached.isEmpty() && before != 0
        ? buy(state, before, close)
        : sell(state, reached, close, "level-up");
  }

  private List<SignalIntent> sell(State state, SortedMap<Long, Long> lots, long close, String tag) {
    if (lots.isEmpty()) {
      return List.of();
    }
    long quantity = lots.values().stream().reduce(0L, Fixed8::add);
    long level = lots.lastKey();
    lots.clear();
    boolean atMarket = !limit || tag.equals("stop");
    return order(state, Side.SELL, quantity, level, atMarket, close, tag);
  }

  private List<SignalIntent> buy(State state, long before, long close) {
    long quantity = 0;
    long level = 0;
    for (int i = levels - 1; i >= 0; i--) {
      long price = state.prices[i];
      long sellAt = state.prices[i + 1];
      boolean crossed = before > price && close <= price;
      if (crossed && state.held.size() < levels && !state.held.containsKey(sellAt)) {
        state.held.put(sellAt, size);
        quantity = Fixed8.add(quantity, size);
        level = price;
      }
    }
    return quantity == 0
        ? List.of()
        : order(state, Side.BUY, quantity, level, !limit, close, "level-down");
  }

  private static List<SignalIntent> order(
      State state, Side side, long quantity, long level, boolean atMarket, long close, String tag) {
    Sizing sizing = new Sizing(SizingMode.BASE_QUANTITY, quantity);
    Map<String, Double> values =
        new Snapshot()
            .with("close", Fixed8.toDouble(close))
            .with("level", Fixed8.toDouble(level))
            .with("held", state.held.size())
            .values();
    return List.of(
        atMarket
            ? SignalIntent.market(side, sizing, 1, tag, values)
            : SignalIntent.limit(side, sizing, level, 1, tag, values));
  }
}
