package io.alphaflow.cli.strategy;

import io.alphaflow.common.model.Bar;
import io.alphaflow.strategy.StrategyInputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
    int fewest = needed;
    for (String instrument : instance.instruments()) {
      List<Bar> bars = log.last(instrument, needed);
      fewest = Math.min(fewest, bars.size());
      all.addAll(bars);
    }
    String story =
        fewest == needed
            ? "warmed up with the last %,d bars of %s".formatted(needed, instance.interval())
            : "the desk has %,d of the %,d bars of %s that it wants; it waits for the others"
                .formatted(fewest, needed, instance.interval());
    return new History(all, fewest == needed, story);
  }
}
