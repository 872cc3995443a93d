package io.alphaflow.signals.partition;

import io.alphaflow.common.bar.PartitionBars.Outcome;
import io.alphaflow.common.identity.Sha256;
import io.alphaflow.common.model.Alert;
import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Gap;
import io.alphaflow.common.model.Heartbeat;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.MarketEntry;
import io.alphaflow.common.model.Quote;
import io.alphaflow.common.model.Severity;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.common.model.Trade;
import io.alphaflow.common.state.StateCodec;
import io.alphaflow.common.topic.Partitions;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.InstrumentMachine;
import io.alphaflow.signals.instance.StrategyInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * All instruments of a partition of the trade log, and the changes of strategies that stand in it.
 *
 * <p>Entries take effect in their order; of each trade the bars that it closes come first, which
 * ended before it. Entries that were written twice count once. Changes of strategies stand in every
 * partition, so that an instance ends where a change does not name its instruments. State: one part
 * for each instrument, and one of the partition; a checkpoint writes the parts that were touched
 * since the last. Deterministic: a function of configuration, state and entries.
 */
public final class PartitionMachine {

  private static final StateCodec<PartitionState> CODEC = new StateCodec<>(PartitionState.class);

  /** Name of the part of the partition itself: no instrument has it. */
  private static final String OWN_PART = "";

  private static final class Slot {
    final InstrumentMachine machine;
    boolean touched;

    Slot(InstrumentMachine machine) {
      this.machine = machine;
    }
  }

  private final int partition;
  private final int partitions;
  private final Desk desk;
  private final ChangeCheck check;
  private final PartitionState state;
  private final Groups groups;
  private boolean ownTouched;

  /** In a defined order, for heartbeats. */
  private final SortedMap<String, Slot> slots = new TreeMap<>();

  /** The same, for the many lookups. */
  private final Map<String, Slot> lookup = new HashMap<>();

  private final List<Slot> touched = new ArrayList<>();

  private PartitionMachine(
      int partition, int partitions, Desk desk, ChangeCheck check, PartitionState state) {
    this.partition = partition;
    this.partitions = partitions;
    this.desk = desk;
    this.check = check;
    this.state = state;
    this.groups = new Groups(desk, state);
  }

  /**
   * A machine as it wrote its parts; one that has seen nothing when there are none.
   *
   * @param partition number of the partition
   * @param partitions how many the trade log has
   * @param parts by name, see {@link #store}
   */
  public static PartitionMachine restore(
      int partition, int partitions, Desk desk, ChangeCheck check, Map<String, byte[]> parts) {
    byte[] own = parts.get(OWN_PART);
    PartitionState state = own == null ? new PartitionState() : CODEC.decode(own);
    PartitionMachine machine = new PartitionMachine(partition, partitions, desk, check, state);
    new TreeMap<>(parts)
        .forEach(
            (name, bytes) -> {
              if (!name.equals(OWN_PART)) {
                machine.add(name, InstrumentMachine.restore(bytes, desk));
              }
            });
    for (String leg : machine.groups.instruments()) {
      // The other legs wait for what its log says, even before its first trade.
      if (Partitions.of(leg, partitions) == partition && !machine.lookup.containsKey(leg)) {
        machine.add(leg, InstrumentMachine.create(leg, desk));
      }
    }
    return machine;
  }

  /** A part as it would be written again after it was read. */
  public static byte[] rewritten(String part, byte[] bytes, Desk desk) {
    return part.equals(OWN_PART)
        ? CODEC.encode(CODEC.decode(bytes))
        : InstrumentMachine.rewritten(bytes, desk);
  }

  /** The latest market time that it knows of, epoch microseconds UTC; the least number before. */
  public long time() {
    return slots.values().stream()
        .mapToLong(slot -> slot.machine.time())
        .max()
        .orElse(Long.MIN_VALUE);
  }

  /** Gives out, by name, the parts of the state that were touched since the last time. */
  public void store(BiConsumer<String, byte[]> out) {
    for (Slot slot : touched) {
      out.accept(slot.machine.instrument(), slot.machine.encode());
      slot.touched = false;
    }
    touched.clear();
    if (ownTouched) {
      out.accept(OWN_PART, CODEC.encode(state));
      ownTouched = false;
    }
  }

  private Slot add(String instrument, InstrumentMachine machine) {
    Slot slot = new Slot(machine);
    machine.feed(groups.feeds(instrument));
    slots.put(instrument, slot);
    lookup.put(instrument, slot);
    return slot;
  }

  private InstrumentMachine touch(String instrument) {
    Slot slot = lookup.get(instrument);
    if (slot == null) {
      slot = add(instrument, InstrumentMachine.create(instrument, desk));
    }
    touch(slot);
    return slot.machine;
  }

  private void touch(Slot slot) {
    if (!slot.touched) {
      slot.touched = true;
      touched.add(slot);
    }
  }

  /**
   * Takes the next entry of the partition.
   *
   * @return whether it counted: not when it was written twice, or came late for its bar
   */
  public Outcome take(MarketEntry entry, LogOutput out) {
    if (entry instanceof Trade trade) {
      return touch(trade.instrument()).onTrade(trade, out);
    }
    if (entry instanceof Quote quote) {
      return touch(quote.instrument()).onQuote(quote, out) ? Outcome.TAKEN : Outcome.REPEATED;
    }
    if (entry instanceof Gap gap) {
      touch(gap.instrument()).onGap(gap);
    } else if (entry instanceof Heartbeat heartbeat) {
      for (Slot slot : slots.values()) {
        if (slot.machine.onHeartbeat(heartbeat, out)) {
          touch(slot);
        }
      }
    } else if (entry instanceof StrategyChange change) {
      return change(change, out);
    }
    return Outcome.TAKEN;
  }

  /**
   * Takes a closed bar as such, in place of trades: for history that consists of bars. Those of an
   * instrument and interval come in their order.
   */
  public void take(Bar bar, LogOutput out) {
    touch(bar.instrument()).onBar(bar, out);
  }

  private Outcome change(StrategyChange wished, LogOutput out) {
    StrategyChange change;
    boolean ofGroup;
    try {
      change = check.accepted(wished);
      if (change.version() <= state.versions.getOrDefault(change.id(), 0L)) {
        repeated(wished, out);
        return Outcome.REPEATED;
      }
      if (change.action() != StrategyChange.Action.RUN && !isKnown(change.id())) {
        throw new ChangeCheck.Refusal("there is no instance " + change.id());
      }
      ofGroup = groups.isOfGroup(change, isKnown(change.id()));
    } catch (ChangeCheck.Refusal e) {
      refuse(wished, e.getMessage(), out);
      return Outcome.TAKEN;
    }
    state.versions.put(change.id(), change.version());
    state.contents.put(change.id(), Sha256.of(wished.signedText()));
    ownTouched = true;
    if (ofGroup) {
      groupChange(change, out);
    } else {
      for (String instrument : concerned(change)) {
        touch(instrument).onChange(ChangeCheck.forInstrument(change, instrument), out);
      }
    }
    return Outcome.TAKEN;
  }

  private void groupChange(StrategyChange change, LogOutput out) {
    List<String> legs = groups.define(change);
    for (int leg = 0; leg < legs.size(); leg++) {
      String instrument = legs.get(leg);
      if (Partitions.of(instrument, partitions) == partition) {
        InstrumentMachine machine = touch(instrument);
        machine.feed(groups.feeds(instrument));
        out.leg(machine.groupChange(change, leg));
      }
    }
  }

  /** Written twice it is the same; another one of that version is somebody's mistake. */
  private void repeated(StrategyChange wished, LogOutput out) {
    byte[] known = state.contents.get(wished.id());
    byte[] content = Sha256.of(wished.signedText());
    if (wished.version() < state.versions.get(wished.id())
        || known == null
        || Arrays.equals(known, content)) {
      return;
    }
    out.alert(
        alert(
            wished,
            "conflict " + HexFormat.of().formatHex(content, 0, 8),
            "STRATEGY_CHANGE_CONFLICT",
            "there is another one of that version already, which counts"));
  }

  private boolean isKnown(String id) {
    return state.versions.containsKey(id)
        || desk.configured().stream().anyMatch(instance -> instance.id().equals(id));
  }

  /**
   * The instruments here that it runs on, ran on, or was configured to run on; sorted. A pause and
   * an end concern all of them, whatever they name; to run on some ends it on the others.
   */
  private TreeSet<String> concerned(StrategyChange change) {
    TreeSet<String> instruments = new TreeSet<>();
    if (change.action() == StrategyChange.Action.RUN) {
      instruments.addAll(change.instruments());
    }
    for (StrategyInstance instance : desk.configured()) {
      if (instance.id().equals(change.id())) {
        instance.symbols().stream().map(InstrumentId::toString).forEach(instruments::add);
      }
    }
    instruments.removeIf(instrument -> Partitions.of(instrument, partitions) != partition);
    slots.forEach(
        (instrument, slot) -> {
          if (slot.machine.has(change.id())) {
            instruments.add(instrument);
          }
        });
    return instruments;
  }

  private static void refuse(StrategyChange change, String reason, LogOutput out) {
    out.refused(change, reason);
    out.alert(alert(change, "refused", "STRATEGY_CHANGE_REFUSED", reason));
  }

  private static Alert alert(StrategyChange change, String what, String code, String reason) {
    return new Alert(
        InstrumentMachine.SOURCE,
        "strategy/" + change.id() + "/" + change.version() + "/" + what,
        Severity.WARNING,
        code,
        change.account(),
        "",
        change.time(),
        "the change "
            + change.version()
            + " of strategy "
            + change.id()
            + " is not obeyed: "
            + reason);
  }
}
