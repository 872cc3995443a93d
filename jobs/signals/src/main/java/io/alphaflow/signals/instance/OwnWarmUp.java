package io.alphaflow.signals.instance;

import io.alphaflow.common.model.Bar;
import io.alphaflow.common.model.Quote;
import io.alphaflow.indicator.Candle;
import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.indicator.LiveIndicator;
import io.alphaflow.strategy.StrategyInputs.Wanted;
import io.alphaflow.strategy.host.IndicatorBank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows a strategy with statistics of its own the last bars of its history, with the indicators as
 * they were then: those of the desk have gone on already.
 */
final class OwnWarmUp implements Surroundings {

  private final List<IndicatorBank> banks = new ArrayList<>();
  private final List<Optional<Bar>> last = new ArrayList<>();
  private final Candle candle = new Candle();
  private long time;

  private OwnWarmUp(int legs) {
    for (int leg = 0; leg < legs; leg++) {
      banks.add(new IndicatorBank());
      last.add(Optional.empty());
    }
  }

  /**
   * Runs it.
   *
   * @param history closed bars of each leg, in order
   */
  static void run(RunningInstance<?> instance, List<List<Bar>> history, SignalOutput out) {
    int bars = instance.inputs().ownWarmUp();
    if (bars > 0) {
      new OwnWarmUp(history.size()).run(instance, history, bars, out);
    }
  }

  private void run(
      RunningInstance<?> instance, List<List<Bar>> history, int bars, SignalOutput out) {
    List<LiveIndicator> indicators = new ArrayList<>();
    for (Wanted wanted : instance.inputs().indicators()) {
      if (wanted.spec().feed() != Feed.BARS) {
        // Without trades and quotes of that time nothing is known.
        return;
      }
      indicators.add(banks.get(wanted.leg()).get(wanted.spec()));
    }
    LiveIndicator[] then = indicators.toArray(LiveIndicator[]::new);
    long[] times =
        history.stream()
            .flatMap(List::stream)
            .mapToLong(Bar::closeTime)
            .sorted()
            .distinct()
            .toArray();
    int[] next = new int[history.size()];
    for (int slot = 0; slot < times.length; slot++) {
      time = times[slot];
      for (int leg = 0; leg < next.length; leg++) {
        List<Bar> own = history.get(leg);
        if (next[leg] < own.size() && own.get(next[leg]).closeTime() == time) {
          Bar bar = own.get(next[leg]++);
          last.set(leg, Optional.of(bar));
          banks.get(leg).onBar(candle.set(bar));
        }
      }
      if (times.length - slot <= bars && last.stream().allMatch(Optional::isPresent)) {
        instance.warm(last.get(0).get(), then, this, out);
      }
    }
  }

  @Override
  public long time() {
    return time;
  }

  @Override
  public Optional<Bar> bar(int leg) {
    return last.get(leg);
  }

  @Override
  public Optional<Quote> quote() {
    return Optional.empty();
  }

  @Override
  public long trigger(int leg) {
    return 0;
  }
}
