package io.alphaflow.signals.partition;

import io.alphaflow.common.model.BarSpec;
import io.alphaflow.common.model.InstrumentId;
import io.alphaflow.common.model.StrategyChange;
import io.alphaflow.signals.instance.Desk;
import io.alphaflow.signals.instance.LegFeed;
import io.alphaflow.signals.instance.StrategyInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The instances of several legs that a partition knows of: who must be told what. */
final class Groups {

  private final Desk desk;
  private final PartitionState state;

  Groups(Desk desk, PartitionState state) {
    this.desk = desk;
    this.state = state;
  }

  /** Those of the configuration and of changes, by id. */
  private Map<String, PartitionState.Group> all() {
    Map<String, PartitionState.Group> all = new TreeMap<>();
    for (StrategyInstance instance : desk.configured()) {
      if (instance.enabled() && desk.legs(instance.type()) > 1) {
        PartitionState.Group group = new PartitionState.Group();
        group.legs = instance.symbols().stream().map(InstrumentId::toString).toList();
        group.intervals = List.of(instance.interval());
        all.put(instance.id(), group);
      }
    }
    state.groups.forEach(
        (id, changed) -> {
          PartitionState.Group group = new PartitionState.Group();
          group.legs = changed.legs;
          group.until = changed.until;
          group.intervals.addAll(changed.intervals);
          PartitionState.Group configured = all.get(id);
          if (configured != null) {
            group.intervals.addAll(configured.intervals);
          }
          all.put(id, group);
        });
    return all;
  }

  /** All their instruments, of other partitions too. */
  Set<String> instruments() {
    Set<String> instruments = new TreeSet<>();
    all().values().forEach(group -> instruments.addAll(group.legs));
    return instruments;
  }

  /** What an instrument must tell. */
  List<LegFeed> feeds(String instrument) {
    List<LegFeed> feeds = new ArrayList<>();
    all()
        .forEach(
            (id, group) -> {
              int leg = group.legs.indexOf(instrument);
              if (leg >= 0) {
                List<BarSpec> bars =
                    group.intervals.stream().distinct().map(BarSpec::parse).toList();
                feeds.add(new LegFeed(id, leg, bars, group.until));
              }
            });
    return feeds;
  }

  /**
   * Whether a change is one of an instance of several legs.
   *
   * @param isKnown whether there is or was an instance of that id
   * @throws ChangeCheck.Refusal when it would make one from the other, or change the legs: then no
   *     single place in each log would say which bars are seen before and after
   */
  boolean isOfGroup(StrategyChange change, boolean isKnown) throws ChangeCheck.Refusal {
    PartitionState.Group known = all().get(change.id());
    if (change.action() != StrategyChange.Action.RUN) {
      return known != null;
    }
    boolean several = desk.legs(change.strategyType()) > 1;
    if (known != null && (!several || !known.legs.equals(change.instruments()))) {
      throw new ChangeCheck.Refusal(
          change.id() + " has the legs " + known.legs + ", which stay; use another id");
    }
    if (several && known == null && isKnown) {
      throw new ChangeCheck.Refusal(
          change.id() + " had a kind of strategy with one leg; use another id");
    }
    return several;
  }

  /** Takes up a change that was accepted; gives the legs. */
  List<String> define(StrategyChange change) {
    PartitionState.Group known = all().get(change.id());
    PartitionState.Group group = new PartitionState.Group();
    group.legs.addAll(known == null ? change.instruments() : known.legs);
    if (known != null && known.until == Long.MAX_VALUE) {
      group.intervals.addAll(known.intervals);
    }
    if (change.action() == StrategyChange.Action.REMOVE) {
      group.until = Math.max(change.effectiveTime(), 0);
    } else if (change.action() == StrategyChange.Action.PAUSE && known != null) {
      group.until = known.until;
    }
    if (change.action() == StrategyChange.Action.RUN
        && !group.intervals.contains(change.interval())) {
      group.intervals.add(change.interval());
    }
    state.groups.put(change.id(), group);
    return group.legs;
  }
}
