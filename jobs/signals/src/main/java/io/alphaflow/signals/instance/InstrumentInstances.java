package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.StrategyChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The instances at an instrument, and what a change makes of them. */
final class InstrumentInstances {

  private final Desk desk;
  private final InstrumentState state;
  private final InstrumentInputs inputs;
  private final List<String> legs;
  private final Lifecycle lifecycle;
  private final SortedMap<String, RunningInstance<?>> running = new TreeMap<>();

  /** None so far, whatever the state says; see {@link #revive}. */
  InstrumentInstances(Desk desk, InstrumentState state, InstrumentInputs inputs, Moment moment) {
    this.desk = desk;
    this.state = state;
    this.inputs = inputs;
    this.legs = List.of(state.instrument);
    this.lifecycle =
        new Lifecycle(
            desk,
            legs,
            definition -> moment.beside(inputs.track(definition.interval())),
            moment::time);
  }

  /** How what the configuration says now differs from what is stored. */
  List<PendingChange> configured() {
    Set<String> here = new LinkedHashSet<>();
    List<PendingChange> changes = new ArrayList<>();
    for (StrategyInstance instance : desk.configured(state.instrument)) {
      here.add(instance.id());
      InstanceState stored = state.instances.get(instance.id());
      boolean changed = stored == null || stored.gone || !stored.madeFor(instance);
      if (changed && (stored == null || stored.version == 0)) {
        changes.add(PendingChange.bare(Definitions.configured(instance)));
      }
    }
    state.instances.forEach(
        (id, stored) -> {
          if (stored.version == 0 && !stored.gone && !here.contains(id)) {
            changes.add(PendingChange.bare(Definitions.removed(id, stored)));
          }
        });
    return changes;
  }

  /**
   * Makes what is stored run again.
   *
   * @return what could not be made, to be tried again where there is somebody to tell that it fails
   */
  List<PendingChange> revive() {
    List<PendingChange> failed = new ArrayList<>();
    state.instances.forEach(
        (id, stored) -> {
          if (!stored.gone) {
            try {
              running.put(id, lifecycle.make(Definitions.stored(id, stored, List.of()), stored));
            } catch (RuntimeException | LinkageError e) {
              if (!stored.stopped) {
                failed.add(PendingChange.bare(Definitions.again(id, stored, legs)));
              }
            }
          }
        });
    return failed;
  }

  /** Those that run, in the order of their ids. */
  Collection<RunningInstance<?>> running() {
    return running.values();
  }

  /** Whether an instance is or was here. */
  boolean know(String id) {
    return state.instances.containsKey(id);
  }

  /** Whether an instance is here, paused and stopped ones too. */
  boolean have(String id) {
    InstanceState stored = state.instances.get(id);
    return stored != null && !stored.gone;
  }

  /** Writes their states into their stored form; one that cannot be stored is stopped. */
  void store() {
    running.values().forEach(RunningInstance::store);
  }

  /** Reads the states of all strategies now. */
  void wake() {
    running.values().forEach(RunningInstance::wake);
  }

  /** Tells of those that were stopped while they were stored. */
  void tellUntold(SignalOutput out) {
    long time = Math.max(state.time, 0);
    state.instances.forEach((id, stored) -> InstanceAlerts.tellUntold(id, stored, legs, time, out));
  }

  /** A change takes effect; the inputs must be arranged after it. */
  void apply(PendingChange due, SignalOutput out) {
    StrategyChange change = due.change();
    InstanceState stored = state.instances.computeIfAbsent(change.id(), id -> InstanceState.none());
    if (change.version() < stored.version) {
      return;
    }
    stored.version = change.version();
    Optional<RunningInstance<?>> before = Optional.ofNullable(running.get(change.id()));
    if (change.action() == StrategyChange.Action.PAUSE) {
      lifecycle.pause(stored, before, out);
    } else if (Changes.runs(change, state.instrument)) {
      run(due, stored, before, out);
    } else if (!stored.gone) {
      lifecycle.end(stored, before, out);
      running.remove(change.id());
    }
  }

  private void run(
      PendingChange due,
      InstanceState stored,
      Optional<RunningInstance<?>> before,
      SignalOutput out) {
    StrategyChange change = due.change();
    // What the configuration brings has no history of its own.
    List<Bar> history =
        change.version() == 0
            ? inputs.track(change.interval()).join(List.of()).orElse(List.of())
            : due.history();
    lifecycle
        .run(change, stored, before, history.size(), due.isCold(), out)
        .ifPresent(
            next -> {
              running.put(change.id(), next);
              inputs.warm(next, history);
              OwnWarmUp.run(next, List.of(history), out);
            });
    if (stored.stopped) {
      running.remove(change.id());
    }
  }
}
