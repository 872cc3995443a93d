package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.StrategyChange;
import java.util.List;
import java.util.SortedMap;

/** Questions to a change of a strategy. */
public final class Changes {

  private Changes() {}

  /** Whether the instance runs on an instrument with it. */
  public static boolean runs(StrategyChange change, String instrument) {
    return change.action() == StrategyChange.Action.RUN
        && change.instruments().contains(instrument);
  }

  /** The bars of an instrument that it brings, in its order. */
  public static List<Bar> history(StrategyChange change, String instrument) {
    return change.history().stream()
        .filter(bar -> bar.instrument().equals(instrument))
        .filter(bar -> bar.interval().equals(change.interval()))
        .toList();
  }

  /** The same without history. */
  public static StrategyChange withoutHistory(StrategyChange change) {
    return with(change, change.parameters(), List.of());
  }

  /** The same with these parameters and this history. */
  public static StrategyChange with(
      StrategyChange change, SortedMap<String, String> parameters, List<Bar> history) {
    return new StrategyChange(
        change.id(),
        change.version(),
        change.action(),
        change.strategyType(),
        change.account(),
        change.instruments(),
        change.interval(),
        parameters,
        change.effectiveTime(),
        change.person(),
        change.time(),
        history,
        change.signature());
  }
}
