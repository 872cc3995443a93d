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

  /** The same as if the instrument were the only one that it may run on. */
  static StrategyChange on(StrategyChange change, String instrument) {
    return with(
        change,
        change.instruments().contains(instrument) ? List.of(instrument) : List.of(),
        change.parameters(),
        change.history());
  }

  /** The same without history. */
  public static StrategyChange withoutHistory(StrategyChange change) {
    return with(change, change.parameters(), List.of());
  }

  /** The same with these parameters and this history. */
  public static StrategyChange with(
      StrategyChange change, SortedMap<String, String> parameters, List<Bar> history) {
    return with(change, change.instruments(), parameters, history);
  }

  private static StrategyChange with(
      StrategyChange change,
      List<String> instruments,
      SortedMap<String, String> parameters,
      List<Bar> history) {
    return new StrategyChange(
        change.id(),
        change.version(),
        change.action(),
        change.strategyType(),
        change.account(),
        instruments,
        change.interval(),
        parameters,
        change.effectiveTime(),
        change.person(),
        change.time(),
        history,
        change.signature());
  }
}
