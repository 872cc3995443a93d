package io.alphaflow.signals.instance;

import io.alphaflow.common.json.RecordCodec;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Topics;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.IndicatorSpec;
import io.alphaflow.indicator.LiveIndicator;
import io.alphaflow.strategy.StrategyInputs.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A strategy instance of several legs, whose bars stand in logs of their own.
 *
 * <p>Bars are merged by the time at which they end: a time is evaluated when every leg's log has
 * passed it, so what is seen does not depend on which log was read faster. A change takes effect
 * with the first bars that end after the latest of the times at which the logs of the legs have it,
 * and not before its own; an end already with the earliest of them. State: indicators, the
 * strategy's state, and the bars that wait for the other legs: as many as the logs are read apart.
 * Deterministic: a function of configuration and of each leg's events in their order, however they
 * are interleaved.
 */
public final class GroupMachine {

  private static final StateCodec<GroupState> CODEC = new StateCodec<>(GroupState.class);
  private static final RecordCodec<StrategyChange> CHANGES = Topics.STRATEGIES.codec();

  /** So many bars of a leg should not wait for the others. */
  private static final int MANY = 10_000;

  /** A change, with the bars of each leg that has seen it. */
  private static final class Pending {
    final List<Optional<PendingChange>> byLeg = new ArrayList<>();
    long time = Long.MIN_VALUE;
    long first = Long.MAX_VALUE;

    Pending(int legs) {
      for (int leg = 0; leg < legs; leg++) {
        byLeg.add(Optional.empty());
      }
    }

    StrategyChange change() {
      return byLeg.stream().flatMap(Optional::stream).findFirst().orElseThrow().change();
    }

    boolean isEnd() {
      return change().action() == StrategyChange.Action.REMOVE;
    }

    /**
     * The end comes with the first log in which it is due: from there on that log tells no more.
     * Every log has passed what is evaluated, so all that have it earlier have told it.
     */
    long endTime() {
      return Math.max(first, change().effectiveTime());
    }

    boolean isDue(long end) {
      if (isEnd()) {
        return end > endTime();
      }
      return byLeg.stream().allMatch(Optional::isPresent)
          && end > time
          && end >= change().effectiveTime();
    }
  }

  private final Desk desk;
  private final GroupState state;
  private final List<GroupLeg> legs = new ArrayList<>();
  private final List<Pending> pending = new ArrayList<>();
  private final Candle candle = new Candle();
  private Optional<RunningInstance<?>> running = Optional.empty();
  private long time;

  private GroupMachine(GroupState state, Desk desk) {
    this.state = state;
    this.desk = desk;
    for (int leg = 0; leg < state.ofLegs.size(); leg++) {
      legs.add(new GroupLeg(state.legs.get(leg), state.ofLegs.get(leg)));
    }
    for (GroupState.Pending stored : state.pending) {
      pending.add(restored(stored));
    }
    configure();
    if (!state.instance.gone) {
      revive();
    }
  }

  /** A machine that has seen nothing. */
  public static GroupMachine create(String id, Desk desk) {
    GroupState state = new GroupState();
    state.id = id;
    state.instance.gone = true;
    return new GroupMachine(state, desk);
  }

  /** A machine as {@link #encode} wrote it, with what is configured now. */
  public static GroupMachine restore(byte[] bytes, Desk desk) {
    return new GroupMachine(CODEC.decode(bytes), desk);
  }

  /** What is written again of a state when all of it was read, also what waits to be used. */
  public static byte[] rewritten(byte[] bytes, Desk desk) {
    GroupMachine machine = restore(bytes, desk);
    machine.running.ifPresent(RunningInstance::wake);
    return machine.encode();
  }

  /** The state; equal states give equal bytes. */
  public byte[] encode() {
    running.ifPresent(RunningInstance::store);
    state.ofLegs.clear();
    legs.forEach(leg -> state.ofLegs.add(leg.store()));
    state.pending.clear();
    for (Pending change : pending) {
      if (change.change().version() > 0) {
        state.pending.add(stored(change));
      }
    }
    return CODEC.encode(state);
  }

  private static GroupState.Pending stored(Pending change) {
    GroupState.Pending stored = new GroupState.Pending();
    stored.time = change.time;
    stored.first = change.first;
    for (Optional<PendingChange> leg : change.byLeg) {
      stored.byLeg.add(leg.map(seen -> seen.store(CHANGES.encode(seen.change()))).orElse(null));
    }
    return stored;
  }

  private Pending restored(GroupState.Pending stored) {
    Pending change = new Pending(legs.size());
    change.time = stored.time;
    change.first = stored.first;
    for (int leg = 0; leg < legs.size(); leg++) {
      PendingChange.Stored seen = stored.byLeg.get(leg);
      if (seen != null) {
        change.byLeg.set(leg, Optional.of(PendingChange.restore(seen, state.legs.get(leg))));
      }
    }
    return change;
  }

  /** What the configuration says takes effect with the next bars. */
  private void configure() {
    InstanceState stored = state.instance;
    if (stored.version > 0) {
      return;
    }
    Optional<StrategyInstance> configured =
        desk.configured().stream()
            .filter(i -> i.enabled() && i.id().equals(state.id) && desk.legs(i.type()) > 1)
            .findFirst();
    if (configured.isPresent()) {
      legs(configured.get().symbols().stream().map(InstrumentId::toString).toList());
      if (stored.gone || !stored.madeFor(configured.get())) {
        pending.add(0, atOnce(Definitions.configured(configured.get())));
      }
    } else if (!stored.gone) {
      pending.add(0, atOnce(Definitions.removed(state.id, stored)));
    }
  }

  private Pending atOnce(StrategyChange change) {
    Pending now = new Pending(legs.size());
    now.first = Long.MIN_VALUE;
    now.byLeg.replaceAll(leg -> Optional.of(PendingChange.bare(change)));
    return now;
  }

  private void legs(List<String> instruments) {
    if (state.legs.isEmpty()) {
      state.legs = new ArrayList<>(instruments);
      instruments.forEach(instrument -> legs.add(new GroupLeg()));
    }
  }

  private void revive() {
    StrategyInstance definition = Definitions.stored(state.id, state.instance, List.of());
    try {
      RunningInstance<?> instance = lifecycle().make(definition, state.instance);
      running = Optional.of(instance);
      bind(instance);
    } catch (RuntimeException | LinkageError e) {
      // Tried again with the next bars, where there is somebody to tell that it fails.
      if (!state.instance.stopped) {
        pending.add(atOnce(Definitions.again(state.id, state.instance, state.legs)));
      }
    }
  }

  private Lifecycle lifecycle() {
    return new Lifecycle(desk, state.legs, definition -> new View(this), () -> time);
  }

  /** Takes what a leg's log says next. */
  public void take(LegEvent event, SignalOutput out) {
    InstanceAlerts.tellUntold(state.id, state.instance, state.legs, Math.max(time, 0), out);
    if (event instanceof LegEvent.Closed closed) {
      if (legs.get(closed.leg()).add(closed.bar()) == MANY) {
        behind(closed.bar(), out);
      }
    } else if (event instanceof LegEvent.Progress progress) {
      legs.get(progress.leg()).reached(progress.time());
    } else if (event instanceof LegEvent.Change change) {
      note(change);
    }
    evaluate(out);
  }

  /**
   * None is dropped: how many wait depends on how fast the logs are read, and what is evaluated
   * must not.
   */
  private void behind(Bar bar, SignalOutput out) {
    out.alert(
        new Alert(
            InstrumentMachine.SOURCE,
            "strategy/" + state.id + "/behind/" + bar.instrument() + "/" + bar.sequence(),
            Severity.WARNING,
            "STRATEGY_LEG_BEHIND",
            state.instance.account,
            bar.instrument(),
            bar.closeTime(),
            "strategy "
                + state.id
                + " waits for the logs of its other legs: "
                + MANY
                + " bars "
                + bar.interval()
                + " of "
                + bar.instrument()
                + " are not evaluated yet"));
  }

  private void note(LegEvent.Change seen) {
    StrategyChange change = seen.change();
    legs(change.instruments());
    // All bars that end by then were told before it.
    legs.get(seen.leg()).reached(seen.time());
    if (change.version() <= state.instance.version) {
      return;
    }
    Pending known = null;
    for (Pending each : pending) {
      if (each.change().version() == change.version()) {
        known = each;
      }
    }
    if (known == null) {
      known = new Pending(legs.size());
      pending.add(known);
    }
    int kept = seen.history().size();
    if (change.action() == StrategyChange.Action.RUN) {
      kept = Math.max(kept, Definitions.warmUp(desk.catalog(), change));
    }
    known.byLeg.set(
        seen.leg(), Optional.of(new PendingChange(change, seen.history(), kept, seen.cold())));
    known.time = Math.max(known.time, seen.time());
    known.first = Math.min(known.first, seen.time());
    pending.sort((a, b) -> Long.compare(a.change().version(), b.change().version()));
  }

  private void evaluate(SignalOutput out) {
    long passed = Long.MAX_VALUE;
    for (GroupLeg leg : legs) {
      passed = Math.min(passed, leg.progress());
    }
    long end = nextEnd();
    while (end <= passed && end < Long.MAX_VALUE) {
      apply(end, out);
      bars(end, out);
      end = nextEnd();
    }
    apply(passed, out);
    for (Pending change : List.copyOf(pending)) {
      // All that ends by then is evaluated; later bars of its log may never come.
      if (change.isEnd() && passed >= change.endTime()) {
        pending.remove(change);
        time = Math.max(change.endTime(), 0);
        apply(change, out);
      }
    }
    if (state.instance.gone && pending.isEmpty() && running.isEmpty()) {
      legs.forEach(GroupLeg::drop);
    }
  }

  private long nextEnd() {
    long next = Long.MAX_VALUE;
    for (GroupLeg leg : legs) {
      next = Math.min(next, leg.nextEnd());
    }
    return next;
  }

  private void bars(long end, SignalOutput out) {
    time = end;
    boolean any = false;
    for (int i = 0; i < legs.size(); i++) {
      GroupLeg leg = legs.get(i);
      for (Bar bar : leg.take(end)) {
        for (Pending change : pending) {
          change.byLeg.get(i).filter(seen -> seen.needs(bar.interval())).ifPresent(s -> s.add(bar));
        }
        if (!state.instance.gone && bar.interval().equals(state.instance.interval)) {
          leg.bank().onBar(candle.set(bar));
          leg.last(bar);
          any = true;
        }
      }
    }
    if (any && running.isPresent() && running.get().isActive() && allHaveBars()) {
      running.get().onBar(legs.get(0).last().orElseThrow(), out);
    }
  }

  private boolean allHaveBars() {
    for (GroupLeg leg : legs) {
      if (leg.last().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private void apply(long end, SignalOutput out) {
    for (Pending change : List.copyOf(pending)) {
      if (change.isDue(end)) {
        pending.remove(change);
        if (isOverruled(change)) {
          continue;
        }
        long at = change.isEnd() ? change.first : change.time;
        time = Math.max(Math.max(at, change.change().effectiveTime()), 0);
        apply(change, out);
      }
    }
  }

  /** Whether the instance ends, by a later change, no later than this one would take effect. */
  private boolean isOverruled(Pending change) {
    long due = Math.max(change.time, change.change().effectiveTime());
    return !change.isEnd()
        && pending.stream()
            .anyMatch(
                other ->
                    other.isEnd()
                        && other.change().version() > change.change().version()
                        && other.endTime() <= due);
  }

  private void apply(Pending due, SignalOutput out) {
    StrategyChange change = due.change();
    InstanceState stored = state.instance;
    if (change.version() < stored.version) {
      return;
    }
    stored.version = change.version();
    if (change.action() == StrategyChange.Action.PAUSE) {
      lifecycle().pause(stored, running, out);
    } else if (change.action() == StrategyChange.Action.RUN) {
      run(due, change, out);
    } else if (!stored.gone) {
      lifecycle().end(stored, running, out);
      running = Optional.empty();
      legs.forEach(GroupLeg::clear);
    }
  }

  private void run(Pending due, StrategyChange change, SignalOutput out) {
    List<List<Bar>> history = new ArrayList<>();
    boolean cold = false;
    int bars = Integer.MAX_VALUE;
    for (Optional<PendingChange> leg : due.byLeg) {
      history.add(leg.orElseThrow().history());
      cold |= leg.orElseThrow().isCold();
      bars = Math.min(bars, leg.orElseThrow().history().size());
    }
    if (state.instance.gone && change.version() > 0) {
      out.alert(InstanceAlerts.added(change, state.legs, time, "its next bars"));
    }
    boolean otherBars = !state.instance.interval.equals(change.interval());
    Optional<RunningInstance<?>> next =
        lifecycle().run(change, state.instance, running, bars, cold, out);
    if (next.isPresent() && otherBars) {
      legs.forEach(GroupLeg::clear);
    }
    next.ifPresent(
        instance -> {
          running = next;
          warm(instance, history, out);
        });
    if (state.instance.stopped) {
      running = Optional.empty();
    }
  }

  private void warm(RunningInstance<?> instance, List<List<Bar>> history, SignalOutput out) {
    for (int i = 0; i < legs.size(); i++) {
      GroupLeg leg = legs.get(i);
      for (Wanted wanted : instance.inputs().indicators()) {
        if (wanted.leg() == i) {
          leg.bank().warm(wanted.spec(), history.get(i));
        }
      }
      history.get(i).forEach(leg::last);
    }
    bind(instance);
    OwnWarmUp.run(instance, history, out);
  }

  private void bind(RunningInstance<?> instance) {
    List<Set<IndicatorSpec>> wantedByLeg = new ArrayList<>();
    legs.forEach(leg -> wantedByLeg.add(new LinkedHashSet<>()));
    List<LiveIndicator> bound = new ArrayList<>();
    for (Wanted wanted : instance.inputs().indicators()) {
      bound.add(legs.get(wanted.leg()).bank().get(wanted.spec()));
      wantedByLeg.get(wanted.leg()).add(wanted.spec());
    }
    for (int i = 0; i < legs.size(); i++) {
      legs.get(i).bank().retain(wantedByLeg.get(i));
    }
    instance.bind(bound.toArray(LiveIndicator[]::new));
  }

  /** What the instance can look at. */
  private record View(GroupMachine machine) implements Surroundings {

    @Override
    public long time() {
      return machine.time;
    }

    @Override
    public Optional<Bar> bar(int leg) {
      return machine.legs.get(leg).last();
    }

    @Override
    public Optional<Quote> quote() {
      return Optional.empty();
    }

    @Override
    public long trigger(int leg) {
      return machine.legs.get(leg).last().map(Bar::closedBy).orElse(0L);
    }
  }
}
