package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/**
 * A strategy instance at one instrument: keeps its state, numbers its signals, and contains its
 * failures.
 *
 * @param <S> the strategy's state
 */
final class RunningInstance<S> {

  private final StrategyInstance instance;
  private final Strategy<S> strategy;
  private final StateCodec<S> codec;
  private final InstanceState stored;
  private S state;

  RunningInstance(StrategyInstance instance, Strategy<S> strategy, InstanceState stored) {
    this.instance = instance;
    this.strategy = strategy;
    this.codec = new StateCodec<>(strategy.stateType());
    this.stored = stored;
  }

  /**
   * Shows it a bar.
   *
   * @param before sequence of the bar before at the instrument: an instance that did not see that
   *     one was not there, and begins cold
   */
  void onBar(Bar bar, long before, SignalOutput out) {
    List<SignalIntent> intents;
    try {
      prepare(before);
      if (stored.stopped) {
        return;
      }
      intents = List.copyOf(strategy.onBar(state, bar));
    } catch (Throwable e) {
      // Whatever a strategy does, it must not take the others of its instrument with it; only when
      // the JVM itself is in trouble the task must fail and come back from its checkpoint.
      if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
        throw e;
      }
      stop();
      out.alert(stopped(bar, e));
      return;
    } finally {
      stored.lastBar = bar.sequence();
    }
    for (SignalIntent intent : intents) {
      stored.sequence++;
      out.signal(signal(bar, intent));
    }
  }

  private void prepare(long before) {
    boolean changed = !stored.madeFor(instance);
    boolean carriesOver = stored.strategy != null && stored.sameRule(instance);
    if (changed) {
      stored.stopped = false;
      stored.type = instance.type();
      stored.account = instance.account();
      stored.parameters = new TreeMap<>(instance.parameters());
    }
    if (stored.stopped) {
      return;
    }
    if (state == null && carriesOver) {
      state = codec.decode(stored.strategy.getBytes(StandardCharsets.UTF_8));
    }
    if (state == null || changed || stored.lastBar != before) {
      S fresh = state == null ? strategy.initialState() : strategy.restart(state);
      // A state that cannot be stored must show here, not at the first checkpoint.
      state = codec.decode(codec.encode(fresh));
    }
  }

  private void stop() {
    stored.stopped = true;
    stored.strategy = null;
    state = null;
  }

  private Signal signal(Bar bar, SignalIntent intent) {
    return new Signal(
        instance.id(),
        instance.account(),
        bar.instrument(),
        stored.sequence,
        bar.closeTime(),
        intent.side(),
        intent.sizing().mode(),
        intent.sizing().size(),
        intent.orderType(),
        intent.limitPrice(),
        intent.confidence(),
        intent.tag(),
        bar.closedBy(),
        intent.indicators());
  }

  private Alert stopped(Bar bar, Throwable cause) {
    return new Alert(
        InstrumentMachine.SOURCE,
        "strategy/" + instance.id() + "/" + bar.instrument() + "/" + bar.sequence(),
        Severity.CRITICAL,
        "STRATEGY_STOPPED",
        instance.account(),
        bar.instrument(),
        bar.closeTime(),
        "strategy "
            + instance.id()
            + " ("
            + instance.type()
            + ") failed on bar "
            + bar.sequence()
            + " of "
            + bar.instrument()
            + " and is stopped there until its configuration changes; what it holds stays open: "
            + cause);
  }

  /** Writes the strategy's state into its stored form. */
  void store() {
    if (state != null) {
      stored.strategy = new String(codec.encode(state), StandardCharsets.UTF_8);
    }
  }
}
