package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.StrategyChange;
import java.util.List;

/** What a group is told about one of its legs, in the order of that leg's log. */
public sealed interface LegEvent {

  /** Id of the instance. */
  String group();

  /** Which of its instruments, from 0. */
  int leg();

  /** A bar was closed. */
  record Closed(String group, int leg, Bar bar) implements LegEvent {}

  /**
   * Every bar that ends by a time has been told.
   *
   * @param time epoch microseconds UTC
   */
  record Progress(String group, int leg, long time) implements LegEvent {}

  /**
   * A change of the group stands here in the log.
   *
   * @param time that the log had reached, epoch microseconds UTC
   * @param change with all parameters, without history
   * @param history closed bars of the leg up to here, in order
   * @param cold whether bars are missing before the history
   */
  record Change(
      String group, int leg, long time, StrategyChange change, List<Bar> history, boolean cold)
      implements LegEvent {

    /** Copies the list. */
    public Change {
      history = List.copyOf(history);
    }
  }
}
