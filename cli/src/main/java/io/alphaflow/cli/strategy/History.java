package io.alphaflow.cli.strategy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.strategy.StrategyInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bars that a change carries to warm up what is new, and what to say of them.
 *
 * @param bars of each instrument in order of time
 * @param complete whether they are all that a strategy of these inputs waits for
 * @param story in a sentence
 */
record History(List<Bar> bars, boolean complete, String story) {

  /** In all, so that a change stays below the size of a record. */
  static final int MOST_BARS = 2_000;

  private static final long DAY = 86_400_000_000L;

  /** None, because nobody wants it. */
  static History none(String why) {
    return new History(List.of(), false, why);
  }

  /** What an instance needs to be warm at once, as far as the desk has it. */
  static History of(StrategyDesk desk, Instance instance, StrategyInputs inputs)
      throws IOException {
    int needed = inputs.totalWarmUp();
    int instruments = instance.instruments().size();
    if ((long) needed * instruments > MOST_BARS) {
      return none(
          "begins cold: it wants %,d bars of %d symbols, a change carries at most %,d"
              .formatted(needed, instruments, MOST_BARS));
    }
    WarmUpBars log = new WarmUpBars(desk.config(), instance.interval());
    List<Bar> all = new ArrayList<>();
    int fewest = Integer.MAX_VALUE;
    boolean wholeDay = true;
    for (String instrument : instance.instruments()) {
      List<Bar> bars = log.last(instrument, needed);
      if (inputs.needsWholeDay()) {
        List<Bar> read = log.last(instrument, MOST_BARS / instruments);
        Optional<List<Bar>> days = wholeDays(read, needed);
        wholeDay &= days.isPresent();
        bars = days.orElse(bars);
      }
      fewest = Math.min(fewest, bars.size());
      all.addAll(bars);
    }
    return new History(
        all,
        fewest >= needed && wholeDay,
        story(all.size(), fewest, needed, wholeDay, instance.interval()));
  }

  private static String story(int all, int fewest, int needed, boolean wholeDay, String interval) {
    String story =
        fewest >= needed
            ? "sent with %,d bars of %s to warm it up".formatted(all, interval)
            : "sent with %,d of the %,d bars of %s that it wants; it waits for the others"
                .formatted(fewest, needed, interval);
    return wholeDay
        ? story
        : story + "; they do not reach back to the beginning of a UTC day: it waits for the next";
  }

  /**
   * The shortest end of some bars that has so many of days that it sees begin: behind the last bar
   * of a day before, or from midnight on.
   */
  static Optional<List<Bar>> wholeDays(List<Bar> bars, int needed) {
    for (int first = bars.size() - needed; first >= 0; first--) {
      long day = day(bars.get(first));
      if (first > 0 && day(bars.get(first - 1)) < day) {
        return Optional.of(bars.subList(first - 1, bars.size()));
      }
      if (bars.get(first).openTime() == day * DAY) {
        return Optional.of(bars.subList(first, bars.size()));
      }
    }
    return Optional.empty();
  }

  private static long day(Bar bar) {
    return Math.floorDiv(bar.openTime(), DAY);
  }
}
