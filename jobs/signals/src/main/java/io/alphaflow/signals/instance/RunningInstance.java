package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Signal;
import io.alphaflow.common.model.SignalOrigin;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.indicator.LiveIndicator;
import io.alphaflow.strategy.IndicatorRef;
import io.alphaflow.strategy.MarketView;
import io.alphaflow.strategy.SignalIntent;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.StrategyInputs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A strategy instance at one instrument, or at all its legs: keeps its state, calls it when its
 * indicators are ready, numbers its signals, and contains its failures.
 *
 * @param <S> the strategy's state
 */
final class RunningInstance<S> implements MarketView {

  private static final LiveIndicator[] NONE = {};

  private final StrategyInstance definition;
  private final Strategy<S> strategy;
  private final StrategyInputs inputs;
  private final StateCodec<S> codec;
  private final InstanceState stored;
  private final List<String> legs;
  private Surroundings market;
  private LiveIndicator[] indicators = NONE;
  private S state;

  private RunningInstance(
      StrategyInstance definition,
      Strategy<S> strategy,
      StrategyInputs inputs,
      InstanceState stored,
      List<String> legs,
      Surroundings market) {
    this.definition = definition;
    this.strategy = strategy;
    this.inputs = inputs;
    this.codec = new StateCodec<>(strategy.stateType());
    this.stored = stored;
    this.legs = legs;
    this.market = market;
    if (stored.sequences.length < legs.size()) {
      stored.sequences = Arrays.copyOf(stored.sequences, legs.size());
    }
  }

  /**
   * An instance that goes on from {@code stored}, which it keeps up to date.
   *
   * @param legs the instruments that it trades together
   */
  static RunningInstance<?> of(
      StrategyInstance definition,
      StrategyDescriptor.Made made,
      InstanceState stored,
      List<String> legs,
      Surroundings market) {
    return of(definition, made.strategy(), made.inputs(), stored, legs, market);
  }

  private static <S> RunningInstance<S> of(
      StrategyInstance definition,
      Strategy<S> strategy,
      StrategyInputs inputs,
      InstanceState stored,
      List<String> legs,
      Surroundings market) {
    return new RunningInstance<>(definition, strategy, inputs, stored, legs, market);
  }

  StrategyInstance definition() {
    return definition;
  }

  StrategyInputs inputs() {
    return inputs;
  }

  /** Whether it is shown anything. */
  boolean isActive() {
    return !stored.paused && !stored.stopped;
  }

  /** The indicators in the order in which they were asked for. */
  void bind(LiveIndicator[] bound) {
    indicators = bound;
  }

  /**
   * Begins, or goes on after a change or a pause.
   *
   * @param carriesOver whether what the strategy held before is handed on
   */
  void begin(boolean carriesOver, SignalOutput out) {
    guarded(
        "when it began",
        out,
        () -> {
          S previous = carriesOver && (state != null || stored.strategy != null) ? state() : null;
          S next = previous == null ? strategy.initialState() : strategy.restart(previous);
          // A state that cannot be stored must show here, not at the first checkpoint.
          state = codec.decode(codec.encode(next));
          stored.strategy = null;
          stored.warmed = 0;
          stored.started = false;
        });
  }

  /**
   * Goes on after a pause. What it holds stays as it is; only statistics of its own missed bars and
   * begin anew.
   */
  void resume(SignalOutput out) {
    stored.started = false;
    if (inputs.ownWarmUp() > 0) {
      begin(true, out);
    }
  }

  /** Shows it a bar of history; what it can look at meanwhile is given. */
  void warm(Bar bar, LiveIndicator[] then, Surroundings there, SignalOutput out) {
    LiveIndicator[] bound = indicators;
    Surroundings here = market;
    indicators = then;
    market = there;
    if (!stored.stopped && isReady()) {
      warm(bar, out);
    }
    indicators = bound;
    market = here;
  }

  private void warm(Bar bar, SignalOutput out) {
    stored.warmed++;
    guarded(
        "while it warmed up on bar " + bar.sequence(),
        out,
        () -> strategy.warm(state(), bar, this));
  }

  /** Shows it a closed bar. */
  void onBar(Bar bar, SignalOutput out) {
    if (stored.stopped || !isReady()) {
      return;
    }
    if (stored.warmed < inputs.ownWarmUp()) {
      warm(bar, out);
      return;
    }
    announce(out);
    ask(Strategy::onBar, bar, out);
  }

  /** Shows it a trade. */
  void onTrade(Trade trade, SignalOutput out) {
    if (maySignal(out)) {
      ask(Strategy::onTrade, trade, out);
    }
  }

  /** Shows it a top of book. */
  void onQuote(Quote quote, SignalOutput out) {
    if (maySignal(out)) {
      ask(Strategy::onQuote, quote, out);
    }
  }

  /** A method of a strategy that shows it an event. */
  private interface Question<S, E> {
    List<SignalIntent> ask(Strategy<S> strategy, S state, E event, MarketView market);
  }

  private <E> void ask(Question<S, E> question, E event, SignalOutput out) {
    List<SignalIntent> intents;
    try {
      intents = checked(question.ask(strategy, state(), event, this));
    } catch (Throwable e) {
      stop(place(event), e, out);
      return;
    }
    send(intents, out);
  }

  private static String place(Object event) {
    if (event instanceof Bar bar) {
      return "on bar " + bar.sequence();
    }
    return event instanceof Trade trade
        ? "on trade " + trade.tradeId()
        : "on quote " + ((Quote) event).updateId();
  }

  private boolean maySignal(SignalOutput out) {
    if (stored.stopped || stored.warmed < inputs.ownWarmUp() || !isReady()) {
      return false;
    }
    announce(out);
    return true;
  }

  private void announce(SignalOutput out) {
    if (!stored.started) {
      stored.started = true;
      if (stored.version > 0) {
        out.alert(told("STRATEGY_STARTED", "may signal from now on"));
      }
    }
  }

  private boolean isReady() {
    for (LiveIndicator indicator : indicators) {
      if (!indicator.isReady()) {
        return false;
      }
    }
    return true;
  }

  /** Reads the strategy's state now, which otherwise waits until the strategy is asked. */
  void wake() {
    if (stored.strategy != null) {
      state();
    }
  }

  private S state() {
    if (state == null) {
      state = codec.decode(stored.strategy.getBytes(StandardCharsets.UTF_8));
      stored.strategy = null;
    }
    return state;
  }

  private List<SignalIntent> checked(List<SignalIntent> intents) {
    List<SignalIntent> copy = List.copyOf(intents);
    for (SignalIntent intent : copy) {
      if (intent.leg() >= legs.size()) {
        throw new IllegalStateException(
            "a signal for leg " + intent.leg() + ", but there are " + legs.size());
      }
    }
    return copy;
  }

  private void guarded(String when, SignalOutput out, Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      stop(when, e, out);
    }
  }

  private void stop(String when, Throwable cause, SignalOutput out) {
    halt(cause);
    out.alert(alerts().stopped(when, cause.toString()));
  }

  private void halt(Throwable cause) {
    // Whatever a strategy does, it must not take the others of its instrument with it; only when
    // the JVM itself is in trouble the task must fail and come back from its checkpoint.
    if (cause instanceof VirtualMachineError error && !(cause instanceof StackOverflowError)) {
      throw error;
    }
    stored.stopped = true;
    stored.strategy = null;
    state = null;
  }

  /** An alert about it that nobody needs to act on. */
  Alert told(String code, String what) {
    return alerts().info(code, what);
  }

  private InstanceAlerts alerts() {
    return new InstanceAlerts(definition, stored.version, legs, market.time());
  }

  private void send(List<SignalIntent> intents, SignalOutput out) {
    for (int i = 0; i < intents.size(); i++) {
      out.signal(signal(intents.get(i)));
    }
  }

  private Signal signal(SignalIntent intent) {
    int leg = intent.leg();
    return new Signal(
        definition.id(),
        definition.account(),
        legs.get(leg),
        ++stored.sequences[leg],
        market.time(),
        intent.side(),
        intent.sizing().mode(),
        intent.sizing().size(),
        intent.orderType(),
        intent.limitPrice(),
        intent.confidence(),
        intent.tag(),
        market.trigger(leg),
        intent.indicators(),
        intent.protection(),
        SignalOrigin.STRATEGY,
        intent.timeInForce(),
        intent.triggerPrice(),
        intent.execution(),
        intent.target(),
        intent.stop());
  }

  /**
   * Writes the strategy's state into its stored form. One that cannot be stored stops the instance:
   * it is told by {@link InstanceAlerts#tellUntold}, as there is no output while a checkpoint is
   * written. The live state stays: only who restores reads what is stored.
   */
  void store() {
    if (state != null) {
      try {
        stored.strategy = new String(codec.encode(state), StandardCharsets.UTF_8);
      } catch (Throwable e) {
        halt(e);
        stored.untold = String.valueOf(e);
      }
    }
  }

  @Override
  public double value(IndicatorRef indicator) {
    return indicators[indicator.index()].value(indicator.output());
  }

  @Override
  public Optional<Bar> bar(int leg) {
    return market.bar(leg);
  }

  @Override
  public Optional<Quote> quote() {
    return inputs.wantsQuotes() ? market.quote() : Optional.empty();
  }

  @Override
  public long signals(int leg) {
    return stored.sequences[leg];
  }

  @Override
  public long time() {
    return market.time();
  }
}
