package io.alphaflow.cli.strategy;

import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.StrategyChange.Action;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A strategy instance as it was last wished.
 *
 * @param id unique at the desk
 * @param type kind of strategy, in the catalog
 * @param account it trades for
 * @param instruments {@code venue:BASE/QUOTE}
 * @param interval of its bars
 * @param parameters as text, by name
 * @param version of the last change; 0 when nobody changed what the configuration says
 * @param action what shall become of it
 * @param effectiveTime market time from which on that holds, epoch microseconds UTC; 0 for at once
 * @param person who wished it; empty for the configuration
 * @param time when, wall clock of the person's machine, epoch microseconds UTC; 0 for the
 *     configuration
 */
record Instance(
    String id,
    String type,
    String account,
    List<String> instruments,
    String interval,
    SortedMap<String, String> parameters,
    long version,
    Action action,
    long effectiveTime,
    String person,
    long time) {

  Instance {
    instruments = List.copyOf(instruments);
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  static Instance of(StrategyChange change) {
    return new Instance(
        change.id(),
        change.strategyType(),
        change.account(),
        change.instruments(),
        change.interval(),
        change.parameters(),
        change.version(),
        change.action(),
        change.effectiveTime(),
        change.person(),
        change.time());
  }

  boolean isConfigured() {
    return version == 0;
  }

  boolean isRemoved() {
    return action == Action.REMOVE;
  }

  /** The wish that would follow this one, by somebody. */
  Instance next(Action wished, SortedMap<String, String> values, long from) {
    return new Instance(
        id, type, account, instruments, interval, values, version + 1, wished, from, "", 0);
  }
}
