package com.example.strategies;

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

/** Buys after several falling closes in a row while the trend is up; sells at the first rise. */
public final class DipBuyer extends LongFlatStrategy<DipBuyer.State> {

  /** Its name, what it does, and its parameters; those of sizing and exits are added. */
  static final StrategyDescriptor DESCRIPTOR =
      StrategyDescriptor.sized(
          "dip-buyer",
          "buys a dip in an upward trend, sells at the first rise",
          List.of(
              ParameterSpec.integer("falls", 3, 1, 100, "falling closes in a row that make a dip"),
              ParameterSpec.integer("trend", 50, 2, 10_000, "bars of the average below the price")),
          DipBuyer::new);

  /** What it remembers from bar to bar; stored with every checkpoint. */
  static final class State extends LongFlatStrategy.State {
    private long close;
    private int falls;
  }

  private final int falls;
  private final IndicatorRef trend;

  DipBuyer(Parameters parameters, StrategyInputs inputs) {
    super(parameters);
    falls = parameters.integer("falls");
    // The desk feeds it, warms it up and stores it.
    trend = inputs.indicator("sma(" + parameters.integer("trend") + ")");
    // What it counts itself must be warm too.
    inputs.warmUp(falls + 1);
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    return new State();
  }

  /** Called with the bars of the warm-up. */
  @Override
  public void warm(State state, Bar bar, MarketView market) {
    state.falls = bar.close() < state.close ? state.falls + 1 : 0;
    state.close = bar.close();
  }

  /** Called with each closed bar after that. */
  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    long before = state.close;
    warm(state, bar, market);
    var why = new Snapshot().with(trend, market).with("falls", state.falls).values();
    if (!state.isLong() && state.falls >= falls && number(bar.close()) > market.value(trend)) {
      return enter(state, bar.close(), 0.8, "dip", why);
    }
    if (state.isLong() && bar.close() > before) {
      return leave(state, 0.8, "rise", why);
    }
    return List.of();
  }
}
