package io.alphaflow.execution;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Side;
import io.alphaflow.common.model.SizingMode;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Sizing;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.StrategyProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** For tests: buys 3 at its first trade, in three slices over half a minute. */
public final class Slicer implements StrategyProvider {

  @Override
  public List<StrategyDescriptor> strategies() {
    return List.of(new StrategyDescriptor("slicer", "for tests", List.of(), 1, Slices::new));
  }

  private static final class Slices implements Strategy<Slices.State> {

    /** Whether it has asked. */
    static final class State {
      private boolean asked;
    }

    Slices(Parameters parameters, StrategyInputs inputs) {
      inputs.trades();
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
      return List.of();
    }

    @Override
    public List<SignalIntent> onTrade(State state, Trade trade, MarketView market) {
      if (state.asked) {
        return List.of();
      }
      state.asked = true;
      Sizing three = new Sizing(SizingMode.BASE_QUANTITY, Fixed8.of(3));
      return List.of(
          SignalIntent.market(Side.BUY, three, 1, "first", Map.of())
              .twap(Duration.ofSeconds(30), 3));
    }
  }
}
