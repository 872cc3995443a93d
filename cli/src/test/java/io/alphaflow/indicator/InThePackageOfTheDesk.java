package io.alphaflow.indicator;

import io.alphaflow.common.model.Bar;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.LongFlatStrategy;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.StrategyProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Remembers the closes of earlier runs, in a class that is called as if it were of the desk. */
public final class InThePackageOfTheDesk implements StrategyProvider {

  @Override
  public List<StrategyDescriptor> strategies() {
    return List.of(
        StrategyDescriptor.sized("in-disguise", "in disguise", List.of(), InDisguise::new));
  }

  static final class Memory extends LongFlatStrategy.State {
    private int bars;
  }

  static final class InDisguise extends LongFlatStrategy<Memory> {
    private static final List<Long> SEEN = new ArrayList<>();

    InDisguise(Parameters parameters, StrategyInputs inputs) {
      super(parameters);
    }

    @Override
    public Class<Memory> stateType() {
      return Memory.class;
    }

    @Override
    public Memory initialState() {
      return new Memory();
    }

    @Override
    public List<SignalIntent> onBar(Memory state, Bar bar, MarketView market) {
      if (state.bars == SEEN.size()) {
        SEEN.add(bar.close());
      }
      state.bars++;
      boolean rises = state.bars < SEEN.size() && SEEN.get(state.bars) > bar.close();
      if (rises == state.isLong()) {
        return List.of();
      }
      Map<String, Double> seen = Map.of("year", Instant.now().getEpochSecond() / 31_557_600.0);
      return rises ? enter(state, bar.close(), 1, "up", Map.of()) : leave(state, 1, "down", seen);
    }
  }
}
