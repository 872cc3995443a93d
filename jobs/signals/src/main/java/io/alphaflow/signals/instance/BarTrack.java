package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.indicator.Candle;
import io.alphaflow.strategy.host.IndicatorBank;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The closed bars of one interval at an instrument: the indicators over them, the instances that
 * see them, and the last few, which join a new instance's history to what the log brings next.
 */
final class BarTrack {

  /** The stored form. */
  static final class Stored {
    long[] recent = {};
    TreeMap<String, byte[]> indicators = new TreeMap<>();
  }

  /**
   * From when history was read to when the change stands in the log: all bars of that time are
   * kept, as far as they are not too many, and some at least.
   */
  private static final long COVER = TimeUnit.SECONDS.toMicros(60);

  private static final int MOST = 64;
  private static final int LEAST_IN_USE = 16;

  /** Others may be made of them: five of a minute are one of five minutes. */
  private static final int LEAST = 6;

  private static final RunningInstance<?>[] NOBODY = {};

  private final ArrayDeque<Bar> recent = new ArrayDeque<>(4);
  private final IndicatorBank bank;
  private RunningInstance<?>[] instances = NOBODY;
  private boolean feeds;
  private boolean inUse;
  private Optional<Bar> last = Optional.empty();

  BarTrack() {
    bank = new IndicatorBank();
  }

  BarTrack(String instrument, String interval, Stored stored) {
    bank = IndicatorBank.restore(stored.indicators);
    PackedBars.unpack(instrument, interval, stored.recent).forEach(this::add);
  }

  Stored store() {
    Stored stored = new Stored();
    stored.recent = PackedBars.pack(recent);
    SortedMap<String, byte[]> indicators = bank.encode();
    stored.indicators.putAll(indicators);
    return stored;
  }

  private void add(Bar bar) {
    recent.add(bar);
    last = Optional.of(bar);
  }

  /**
   * Shows the next bar to the indicators and the instances.
   *
   * @param candle any
   */
  void onBar(Bar bar, Candle candle, SignalOutput out) {
    add(bar);
    if (feeds) {
      bank.onBar(candle.set(bar));
    }
    for (RunningInstance<?> instance : instances) {
      instance.onBar(bar, out);
    }
    trim();
  }

  /** Forgets what is too old. */
  private void trim() {
    int least = inUse ? LEAST_IN_USE : LEAST;
    while (recent.size() > MOST || recent.size() > least && isOld(recent.peek())) {
      recent.poll();
    }
  }

  private boolean isOld(Bar bar) {
    return bar.closeTime() <= recent.peekLast().closeTime() - COVER;
  }

  /** Whether anybody has indicators here, paused instances too. */
  void feeds(boolean anybody) {
    feeds = anybody;
  }

  /** Whether more bars are kept than the last few. */
  void keepLong(boolean whether) {
    inUse = whether;
  }

  IndicatorBank bank() {
    return bank;
  }

  /** Who sees the bars from now on. */
  void showTo(RunningInstance<?>[] all) {
    instances = all;
  }

  Optional<Bar> last() {
    return last;
  }

  /**
   * All bars up to the last one, if the given ones reach so far that none is missing between.
   *
   * @param given in order
   */
  Optional<List<Bar>> join(List<Bar> given) {
    if (given.isEmpty()) {
      return Optional.of(List.copyOf(recent));
    }
    if (recent.isEmpty() || given.get(given.size() - 1).sequence() + 1 < recent.peek().sequence()) {
      return Optional.empty();
    }
    List<Bar> joined = new ArrayList<>(given);
    joined.removeIf(bar -> bar.sequence() >= recent.peek().sequence());
    joined.addAll(recent);
    return Optional.of(joined);
  }
}
