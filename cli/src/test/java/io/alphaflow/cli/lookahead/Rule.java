package io.alphaflow.cli.lookahead;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.money.Fixed8;
import io.alphaflow.parameter.Parameters;
import io.alphaflow.strategy.LongFlatStrategy;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import java.util.List;
import java.util.Map;

/** Long while it says so. */
abstract class Rule extends LongFlatStrategy<Rule.State> {

  static final class State extends LongFlatStrategy.State {
    int bars;
    double average;
  }

  Rule(Parameters parameters) {
    super(parameters);
  }

  abstract boolean up(State state, Bar bar, MarketView market);

  static double close(Bar bar) {
    return Fixed8.toDouble(bar.close());
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
    boolean up = up(state, bar, market);
    state.bars++;
    if (up == state.isLong()) {
      return List.of();
    }
    return up
        ? enter(state, bar.close(), 1, "up", Map.of("close", close(bar)))
        : leave(state, 1, "down", Map.of("close", close(bar)));
  }
}
