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
  }

  @Override
  public Class<State> stateType() {
    return State.class;
  }

  @Override
  public State initialState() {
    return new State();
  }

  /** Called with each closed bar, from the first on for which the average is there. */
  @Override
  public List<SignalIntent> onBar(State state, Bar bar, MarketView market) {
    long before = state.close;
    state.close = bar.close();
    state.falls = bar.close() < before ? state.falls + 1 : 0;
    var why = new Snapshot().with(trend, market).with("falls", state.falls).values();
    if (!state.isLong() && state.falls >= falls && number(bar.close()) > market.value(trend)) {
      return enter(state, bar.close(), 0.8, "dip", why);
    }
    if (state.isLong() && before > 0 && bar.close() > before) {
      return leave(state, 0.8, "rise", why);
    }
    return List.of();
  }
}
