package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.state.HighWater.Verdict;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.strategy.Strategy;
import io.alphaflow.strategy.host.StrategyCatalog;
import io.alphaflow.strategy.StrategyDescriptor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All strategy instances of one instrument: closed bars in, signals and alerts out.
 *
 * <p>A bar that was delivered again is dropped by its sequence; one with a known sequence and other
 * content is never used, and alerted. Bars of ticks and volume are counted: a jump in their
 * sequence is alerted, and the bar is used. Instances see a bar in the order of their ids. State:
 * the windows of the configured indicators, bounded by the configuration. Deterministic: a function
 * of configuration, state and bars.
 */
public final class InstrumentMachine {

  /** Source of its alerts. */
  public static final String SOURCE = "signals";

  private static final StateCodec<InstrumentState> CODEC = new StateCodec<>(InstrumentState.class);

  private final InstrumentState state;
  private final Map<String, List<RunningInstance<?>>> byInterval = new LinkedHashMap<>();

  private InstrumentMachine(
      InstrumentState state, List<StrategyInstance> configured, StrategyCatalog catalog) {
    this.state = state;
    List<StrategyInstance> here = new ArrayList<>(configured);
    here.removeIf(instance -> !instance.enabled() || !instance.trades(state.instrument));
    here.sort(Comparator.comparing(StrategyInstance::id));
    for (StrategyInstance instance : here) {
      InstanceState stored =
          state.instances.computeIfAbsent(instance.id(), id -> new InstanceState());
      byInterval
          .computeIfAbsent(instance.interval(), interval -> new ArrayList<>())
          .add(running(instance, strategy(instance, catalog), stored));
    }
  }

  private static Strategy<?> strategy(StrategyInstance instance, StrategyCatalog catalog) {
    StrategyDescriptor descriptor =
        catalog
            .find(instance.type())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "strategy "
                            + instance.id()
                            + " has the unknown type "
                            + instance.type()
                            + "; known are "
                            + String.join(", ", catalog.types())));
    return descriptor.create(descriptor.resolve(instance.parameters()));
  }

  private static <S> RunningInstance<S> running(
      StrategyInstance instance, Strategy<S> strategy, InstanceState stored) {
    return new RunningInstance<>(instance, strategy, stored);
  }

  /**
   * A machine that has seen nothing.
   *
   * @param instrument {@code venue:BASE/QUOTE}
   * @param configured all instances of the desk; those of other instruments are left out
   * @throws IllegalArgumentException when a type or a parameter is not known to the catalog
   */
  public static InstrumentMachine create(
      String instrument, List<StrategyInstance> configured, StrategyCatalog catalog) {
    InstrumentState state = new InstrumentState();
    state.instrument = instrument;
    return new InstrumentMachine(state, configured, catalog);
  }

  /** A machine as {@link #encode} wrote it, with the instances that are configured now. */
  public static InstrumentMachine restore(
      byte[] bytes, List<StrategyInstance> configured, StrategyCatalog catalog) {
    return new InstrumentMachine(CODEC.decode(bytes), configured, catalog);
  }

  /** The state; equal states give equal bytes. */
  public byte[] encode() {
    byInterval.values().forEach(instances -> instances.forEach(RunningInstance::store));
    return CODEC.encode(state);
  }

  /**
   * Takes a bar.
   *
   * @return whether it was used: false when it was delivered before or contradicts one that was
   * @throws IllegalArgumentException when it is a bar of another instrument
   */
  public boolean onBar(Bar bar, SignalOutput out) {
    if (!bar.instrument().equals(state.instrument)) {
      throw new IllegalArgumentException(
          "a bar of " + bar.instrument() + " came to the strategies of " + state.instrument);
    }
    long before = state.bars.last(bar.interval());
    Verdict verdict = state.bars.observe(bar.interval(), bar.sequence(), contentHash(bar));
    if (verdict == Verdict.CONFLICT) {
      out.alert(
          alert(
              bar,
              Severity.CRITICAL,
              "BAR_CONFLICT",
              "came again with other content; the first one stands"));
    }
    if (verdict == Verdict.CONFLICT || verdict == Verdict.DUPLICATE) {
      return false;
    }
    if (verdict == Verdict.GAP && BarSpec.isCounted(bar.interval())) {
      out.alert(
          alert(
              bar,
              Severity.WARNING,
              "BAR_GAP",
              "came after bar " + before + ": bars were lost; indicators go on with this one"));
    }
    for (RunningInstance<?> instance : byInterval.getOrDefault(bar.interval(), List.of())) {
      instance.onBar(bar, before, out);
    }
    return true;
  }

  private static Alert alert(Bar bar, Severity severity, String code, String what) {
    return new Alert(
        SOURCE,
        code + "/" + bar.instrument() + "/" + bar.interval() + "/" + bar.sequence(),
        severity,
        code,
        "",
        bar.instrument(),
        bar.closeTime(),
        "bar " + bar.sequence() + " (" + bar.interval() + ") of " + bar.instrument() + " " + what);
  }

  /**
   * Spelt out, because it is stored and the hash of a record may differ between Java versions. What
   * closed the bar is no part of it: after a crash that may be a trade instead of a heartbeat.
   */
  private static int contentHash(Bar bar) {
    int hash = Long.hashCode(bar.openTime());
    hash = 31 * hash + Long.hashCode(bar.closeTime());
    hash = 31 * hash + Long.hashCode(bar.open());
    hash = 31 * hash + Long.hashCode(bar.high());
    hash = 31 * hash + Long.hashCode(bar.low());
    hash = 31 * hash + Long.hashCode(bar.close());
    hash = 31 * hash + Long.hashCode(bar.volume());
    hash = 31 * hash + Long.hashCode(bar.quoteVolume());
    hash = 31 * hash + Long.hashCode(bar.trades());
    return 31 * hash + Long.hashCode(bar.takerBuyVolume());
  }
}
