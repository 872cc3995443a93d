package io.alphaflow.strategies;

import io.alphaflow.common.model.Bar;
import io.alphaflow.signals.Bars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Feeds closes to a strategy and notes what it wants after which bar. */
final class StrategyRun<S> {

  private final Strategy<S> strategy;
  private S state;
  private long bars;
  final List<String> calls = new ArrayList<>();
  final List<SignalIntent> intents = new ArrayList<>();

  private StrategyRun(Strategy<S> strategy) {
    this.strategy = strategy;
    this.state = strategy.initialState();
  }

  static StrategyRun<?> of(String type, Map<String, String> parameters) {
    StrategyDescriptor descriptor = StrategyCatalog.builtIn().find(type).orElseThrow();
    return of(descriptor.create(descriptor.resolve(parameters)));
  }

  private static <S> StrategyRun<S> of(Strategy<S> strategy) {
    return new StrategyRun<>(strategy);
  }

  StrategyRun<S> closes(double... closes) {
    for (double close : closes) {
      Bar bar = Bars.bar(Bars.BTC, ++bars, close);
      for (SignalIntent intent : strategy.onBar(state, bar)) {
        intents.add(intent);
        calls.add(bars + " " + intent.side() + " " + intent.tag());
      }
    }
    return this;
  }

  StrategyRun<S> restart() {
    state = strategy.restart(state);
    return this;
  }
}
