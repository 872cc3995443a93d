package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.strategy.StrategyDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What becomes of an instance when its definition changes: begins, goes on, rests or ends. */
final class Lifecycle {

  private final Desk desk;
  private final List<String> legs;
  private final Function<StrategyInstance, Surroundings> surroundings;
  private final LongSupplier time;

  /**
   * For the instances of these legs.
   *
   * @param surroundings what an instance can look at
   * @param time market time, for alerts
   */
  Lifecycle(
      Desk desk,
      List<String> legs,
      Function<StrategyInstance, Surroundings> surroundings,
      LongSupplier time) {
    this.desk = desk;
    this.legs = legs;
    this.surroundings = surroundings;
    this.time = time;
  }

  /**
   * An instance that goes on from its stored form.
   *
   * @throws IllegalArgumentException when the catalog does not accept it any more
   */
  RunningInstance<?> make(StrategyInstance definition, InstanceState stored) {
    StrategyDescriptor.Made made =
        Definitions.make(
            desk.catalog(), definition.id(), definition.type(), definition.parameters());
    return RunningInstance.of(definition, made, stored, legs, surroundings.apply(definition));
  }

  /** It keeps its state, but sees nothing. */
  void pause(InstanceState stored, Optional<RunningInstance<?>> running, SignalOutput out) {
    if (running.isPresent() && !stored.paused) {
      stored.paused = true;
      tell(running.get().told("STRATEGY_PAUSED", "is paused"), stored, out);
    }
  }

  /** It ends. */
  void end(InstanceState stored, Optional<RunningInstance<?>> running, SignalOutput out) {
    running.ifPresent(
        instance -> {
          instance.store();
          InstanceAlerts.tellUntold(
              instance.definition().id(), stored, legs, time.getAsLong(), out);
          String what = "has ended; what it holds stays open";
          tell(instance.told("STRATEGY_REMOVED", what), stored, out);
        });
    stored.gone = true;
    stored.paused = false;
    stored.stopped = false;
    if (stored.version > 0) {
      stored.strategy = null;
    }
  }

  /**
   * It runs with this definition.
   *
   * @param running what ran so far
   * @param bars as many come to warm it up
   * @param cold whether bars are missing before those
   * @return the instance when it begins anew; empty when nothing changes, or when it is stopped
   *     because it cannot be made
   */
  Optional<RunningInstance<?>> run(
      StrategyChange change,
      InstanceState stored,
      Optional<RunningInstance<?>> running,
      int bars,
      boolean cold,
      SignalOutput out) {
    StrategyInstance definition = Definitions.of(change);
    boolean same = running.isPresent() && !stored.stopped && stored.madeFor(definition);
    if (same && !stored.paused) {
      return Optional.empty();
    }
    running.ifPresent(RunningInstance::store);
    InstanceAlerts.tellUntold(change.id(), stored, legs, time.getAsLong(), out);
    boolean wasThere = !stored.gone;
    boolean carriesOver = stored.strategy != null && !stored.stopped && stored.sameRule(definition);
    stored.define(definition);
    stored.paused = false;
    stored.gone = false;
    stored.stopped = false;
    RunningInstance<?> next;
    try {
      next = make(definition, stored);
    } catch (RuntimeException | LinkageError e) {
      stored.stopped = true;
      out.alert(alerts(definition, stored).stopped("when it was made", e.toString()));
      return Optional.empty();
    }
    if (same) {
      tell(next.told("STRATEGY_RESUMED", "goes on"), stored, out);
    } else if (wasThere) {
      String what = "runs with " + definition.parameters();
      tell(next.told("STRATEGY_CHANGED", what), stored, out);
    }
    if (cold && next.inputs().totalWarmUp() > bars) {
      out.alert(
          alerts(definition, stored)
              .warning(
                  "STRATEGY_COLD",
                  "begins cold: bars are missing between its history and the log"));
    }
    if (same) {
      next.resume(out);
    } else {
      next.begin(carriesOver, out);
    }
    return Optional.of(next);
  }

  private InstanceAlerts alerts(StrategyInstance definition, InstanceState stored) {
    return new InstanceAlerts(definition, stored.version, legs, time.getAsLong());
  }

  private static void tell(Alert alert, InstanceState stored, SignalOutput out) {
    if (stored.version > 0) {
      out.alert(alert);
    }
  }
}
