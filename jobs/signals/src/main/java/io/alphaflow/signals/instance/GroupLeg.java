package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.strategy.host.IndicatorBank;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One leg of a group: its bars that wait for the other legs, and its indicators. */
final class GroupLeg {

  private final Map<String, ArrayDeque<Bar>> waiting = new TreeMap<>();
  private IndicatorBank bank = new IndicatorBank();
  private Optional<Bar> last = Optional.empty();
  private long progress = Long.MIN_VALUE;

  GroupLeg() {}

  GroupLeg(String instrument, GroupState.Leg stored) {
    progress = stored.progress;
    bank = IndicatorBank.restore(stored.indicators);
    PackedBars.unpack(instrument, stored.lastInterval, stored.last)
        .forEach(bar -> last = Optional.of(bar));
    stored.waiting.forEach(
        (interval, bars) -> PackedBars.unpack(instrument, interval, bars).forEach(this::add));
  }

  GroupState.Leg store() {
    GroupState.Leg stored = new GroupState.Leg();
    stored.progress = progress;
    stored.indicators.putAll(bank.encode());
    stored.last = PackedBars.pack(last.map(List::of).orElse(List.of()));
    stored.lastInterval = last.map(Bar::interval).orElse("");
    waiting.forEach(
        (interval, bars) -> {
          if (!bars.isEmpty()) {
            stored.waiting.put(interval, PackedBars.pack(bars));
          }
        });
    return stored;
  }

  /** Adds a bar; gives how many of its interval wait now. */
  int add(Bar bar) {
    ArrayDeque<Bar> bars = waiting.computeIfAbsent(bar.interval(), i -> new ArrayDeque<>());
    bars.add(bar);
    return bars.size();
  }

  void reached(long time) {
    progress = Math.max(progress, time);
  }

  long progress() {
    return progress;
  }

  /** When the first of the waiting bars ends; the latest time there is when none waits. */
  long nextEnd() {
    long next = Long.MAX_VALUE;
    for (ArrayDeque<Bar> bars : waiting.values()) {
      if (!bars.isEmpty()) {
        next = Math.min(next, bars.peek().closeTime());
      }
    }
    return next;
  }

  /** Takes the bars that end at a time. */
  List<Bar> take(long end) {
    List<Bar> taken = new ArrayList<>(1);
    for (ArrayDeque<Bar> bars : waiting.values()) {
      while (!bars.isEmpty() && bars.peek().closeTime() == end) {
        taken.add(bars.poll());
      }
    }
    return taken;
  }

  IndicatorBank bank() {
    return bank;
  }

  /** Forgets what waits: nobody will look at it. */
  void drop() {
    waiting.clear();
  }

  /** Begins anew, for bars of another interval. */
  void clear() {
    bank = new IndicatorBank();
    last = Optional.empty();
  }

  Optional<Bar> last() {
    return last;
  }

  void last(Bar bar) {
    last = Optional.of(bar);
  }
}
