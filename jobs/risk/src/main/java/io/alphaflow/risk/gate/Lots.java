package io.alphaflow.risk.gate;

import io.alphaflow.common.model.Instrument;
import io.alphaflow.common.model.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The protected lots of an account, the oldest first. Together those of an instrument are never
 * more than the position, so that exits cannot sell what is not held.
 *
 * <p>Bound: {@value #MOST} for each strategy instance and instrument.
 */
final class Lots {

  /** Lots that a strategy instance may have of an instrument. */
  static final int MOST = 200;

  private long opened;
  private final SortedMap<String, List<Lot>> byInstrument = new TreeMap<>();

  /** All of an instrument, the oldest first. */
  List<Lot> of(String instrument) {
    return Collections.unmodifiableList(byInstrument.getOrDefault(instrument, List.of()));
  }

  /** Instruments that have any. */
  Set<String> instruments() {
    return byInstrument.keySet();
  }

  /** How many more a strategy instance may have. */
  int room(String strategy, String instrument) {
    long there = of(instrument).stream().filter(lot -> lot.strategy().equals(strategy)).count();
    return MOST - (int) there;
  }

  /** How many more the strategy instance of an entry may have, with the one that it would join. */
  int room(Signal entry) {
    return room(entry.strategy(), entry.instrument()) + (ofParent(entry).isPresent() ? 1 : 0);
  }

  /**
   * An entry was approved: what it buys is protected. All children of a parent buy for one lot, as
   * long as that is armed.
   */
  void open(Signal entry, String clientOrderId) {
    Optional<Lot> joined = ofParent(entry);
    if (joined.isPresent()) {
      joined.get().entryGoesOn(clientOrderId);
      return;
    }
    byInstrument
        .computeIfAbsent(entry.instrument(), i -> new ArrayList<>())
        .add(new Lot(++opened, entry, clientOrderId));
  }

  /** The armed lot that children of the same parent bought before. */
  private Optional<Lot> ofParent(Signal entry) {
    return entry
        .child()
        .flatMap(
            child ->
                find(
                    entry.instrument(),
                    lot -> lot.parent() == child.parent() && lot.reached() == null));
  }

  /** Whether a level of what a parent bought was reached. */
  boolean isReached(ParentOrder parent) {
    return find(
            parent.instrument(), lot -> lot.parent() == parent.number() && lot.reached() != null)
        .isPresent();
  }

  /** The lot that an order buys. */
  Optional<Lot> ofEntry(String instrument, String clientOrderId) {
    return find(instrument, lot -> lot.entryOrder().equals(clientOrderId));
  }

  /** The lot that an order sells. */
  Optional<Lot> ofExit(String instrument, String clientOrderId) {
    return find(instrument, lot -> lot.exitOrder().equals(clientOrderId));
  }

  /** The lot whose exit a signal is. */
  Optional<Lot> ofSignal(Signal exit) {
    return find(exit.instrument(), lot -> lot.awaits(exit));
  }

  private Optional<Lot> find(String instrument, Predicate<Lot> wanted) {
    return of(instrument).stream().filter(wanted).findFirst();
  }

  /** A sale of the strategy instance itself takes its oldest lots. */
  void sold(String strategy, String instrument, long quantity) {
    reduce(instrument, quantity, lot -> lot.strategy().equals(strategy));
  }

  /**
   * What is not held any more, whoever sold it, is not protected any more: the oldest lots go
   * first.
   */
  void fit(String instrument, long position) {
    long held = Math.max(0, position);
    long excess = 0;
    for (Lot lot : of(instrument)) {
      long covered = Math.min(held, lot.quantity());
      held -= covered;
      excess += lot.quantity() - covered;
    }
    if (excess > 0) {
      reduce(instrument, excess, lot -> true);
    }
  }

  /** A lot whose exit is at the venue is reduced last: that order sells it already. */
  private void reduce(String instrument, long quantity, Predicate<Lot> which) {
    long rest = quantity;
    for (Lot lot : inOrderOfSale(instrument)) {
      if (which.test(lot)) {
        rest = lot.reduce(rest);
      }
    }
  }

  private List<Lot> inOrderOfSale(String instrument) {
    return of(instrument).stream()
        .sorted(Comparator.comparing(lot -> !lot.exitOrder().isEmpty()))
        .toList();
  }

  /** Lots that are too small to be sold alone, and will not grow, are over. */
  void forget(Instrument instrument) {
    List<Lot> lots = byInstrument.get(instrument.instrument());
    if (lots == null) {
      return;
    }
    long smallest = Math.max(instrument.minQuantity(), instrument.stepSize());
    lots.removeIf(lot -> lot.isOver(smallest));
    if (lots.isEmpty()) {
      byInstrument.remove(instrument.instrument());
    }
  }
}
