package io.alphaflow.cli.lookahead;

import io.alphaflow.cli.lookahead.Report.Row;
import io.alphaflow.common.model.Bar;
import io.alphaflow.indicator.IndicatorSpec.Feed;
import io.alphaflow.strategy.StrategyInputs;
import io.alphaflow.strategy.StrategyInputs.Wanted;
import io.alphaflow.strategy.testing.StrategyTester.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Runs that see less of the past: each is warmed up with just as many bars as the strategy declares
 * to need, and from its first live event on it must decide as the whole run did.
 *
 * <p>The first live events are those at which the whole run decided, where a difference shows most,
 * and others between. What a strategy holds depends on its history by nature. So a late run begins
 * with the position that the whole run had just before its first live event: with what {@link
 * io.alphaflow.strategy.Strategy#restart} carries over from that state, as when an instance is
 * changed on the desk. Everything else it must find out during the warm-up, in which it decides
 * nothing.
 *
 * <p>Indicators of endless memory such as the EMA never agree to the last digit; that alone is no
 * fault. Their largest difference at the first live event is told.
 */
final class LateStarts {

  private static final long DAY = 86_400_000_000L;
  private static final int AT_DECISIONS = 40;
  private static final int BETWEEN = 20;

  /** How far a late run is compared. */
  private static final int HORIZON = 20_000;

  /** Bars by which the warm-up is made longer first; then twice as many, and so on. */
  private static final int LONGER = 16;

  private final StrategyCode code;
  private final Map<String, String> parameters;
  private final List<Step> steps;
  private final List<Decided> whole;
  private final StrategyInputs inputs;

  /** What the indicators need, of each leg. */
  private final int[] neededBars;

  private final int neededTrades;
  private final SortedMap<Integer, Stored> stored = new TreeMap<>();
  private final SortedMap<Integer, double[]> values = new TreeMap<>();
  private double[] largest = {};

  LateStarts(
      StrategyCode code, Map<String, String> parameters, List<Step> steps, List<Decided> whole) {
    this.code = code;
    this.parameters = parameters;
    this.steps = steps;
    this.whole = whole;
    this.inputs = new Run(code.fresh(), parameters).made().inputs();
    this.neededBars = new int[inputs.legs()];
    Arrays.fill(neededBars, 1);
    int trades = 0;
    for (Wanted wanted : inputs.indicators()) {
      int leg = wanted.leg();
      if (wanted.spec().feed() == Feed.BARS) {
        neededBars[leg] = Math.max(neededBars[leg], wanted.spec().warmUp());
      } else if (wanted.spec().feed() == Feed.TRADES) {
        trades = Math.max(trades, wanted.spec().warmUp());
      }
    }
    this.neededTrades = trades;
  }

  Report addTo(Report report) {
    SortedSet<Integer> live = live();
    if (live.isEmpty()) {
      report.rows().add(Row.skipped(Check.STARTED_LATER, "not done: too few events"));
      return report;
    }
    look(live);
    List<String> found = new ArrayList<>();
    Map<String, Double> differences = new LinkedHashMap<>();
    for (int first : live) {
      difference(first, start(first, 0), differences).ifPresent(found::add);
    }
    report.rows().add(Row.of(Check.STARTED_LATER, live.size(), found));
    return new Report(
        report.events(),
        report.decisions(),
        report.warmUp(),
        report.rows(),
        differences,
        found.isEmpty() ? Optional.empty() : sufficient(live));
  }

  /** First live events that leave room for a warm-up and a past that is not seen. */
  private SortedSet<Integer> live() {
    List<Integer> possible =
        IntStream.range(1, steps.size()).filter(i -> start(i, 0) > 0).boxed().toList();
    List<Integer> decisions = possible.stream().filter(i -> !whole.get(i).isNothing()).toList();
    SortedSet<Integer> live = new TreeSet<>(LookaheadCheck.spread(decisions, AT_DECISIONS));
    live.addAll(LookaheadCheck.spread(possible, BETWEEN));
    return live;
  }

  /** What the whole run holds before, and its indicators say at, each of these events. */
  private void look(SortedSet<Integer> live) {
    Run run = new Run(code.fresh(), parameters);
    largest = new double[run.values().length];
    for (int i = 0; i < steps.size(); i++) {
      if (live.contains(i)) {
        stored.put(i, run.store());
      }
      run.show(steps.get(i));
      double[] now = run.values();
      for (int k = 0; k < now.length; k++) {
        largest[k] = Math.max(largest[k], Double.isNaN(now[k]) ? 0 : Math.abs(now[k]));
      }
      if (live.contains(i)) {
        values.put(i, now);
      }
    }
  }

  /**
   * The event from which on a run has to be fed so that it can be live at {@code first}: as many
   * bars of each leg, and trades, as the indicators need, and the strategy's own warm-up behind
   * them, and {@code more} bars; all of them on days that it sees begin, where an indicator wants
   * that. Below 0 when there are not as many.
   */
  private int start(int first, int more) {
    int at = first;
    for (int left = inputs.ownWarmUp() + more; left > 0 && at > 0; at--) {
      left -= steps.get(at) instanceof Step.Bars ? 1 : 0;
    }
    int[] bars = neededBars.clone();
    int trades = neededTrades;
    for (; at >= 0; at--) {
      if (steps.get(at) instanceof Step.Bars closed) {
        for (int leg = 0; leg < bars.length; leg++) {
          bars[leg] -= closed.legs().get(leg).isPresent() ? 1 : 0;
        }
      } else {
        trades--;
      }
      if (trades <= 0 && IntStream.of(bars).allMatch(left -> left <= 0)) {
        return inputs.needsWholeDay() ? dayBefore(at) : at;
      }
    }
    return -1;
  }

  /** The last bars that opened on a day before, so that the next day is seen from its beginning. */
  private int dayBefore(int event) {
    long day = day(steps.get(event));
    int at = event;
    while (at >= 0 && (!(steps.get(at) instanceof Step.Bars) || day(steps.get(at)) >= day)) {
      at--;
    }
    return at;
  }

  private static long day(Step step) {
    long opened =
        step instanceof Step.Bars bars
            ? bars.legs().stream()
                .flatMap(Optional::stream)
                .mapToLong(Bar::openTime)
                .max()
                .orElseThrow()
            : step.time();
    return Math.floorDiv(opened, DAY);
  }

  private Optional<String> difference(int first, int start, Map<String, Double> differences) {
    Run run = new Run(code.fresh(), parameters);
    run.onlyWarm();
    run.carryOver(stored.get(first).state());
    for (int i = start; i < first; i++) {
      run.show(steps.get(i));
    }
    run.decideNow();
    int end = Math.min(steps.size(), first + HORIZON);
    for (int i = first; i < end; i++) {
      Decided late = run.show(steps.get(i));
      if (i == first) {
        compareValues(run, first, differences);
      }
      if (!late.sameTrades(whole.get(i))) {
        return Optional.of(
            LookaheadCheck.told(steps, i)
                + " it decides "
                + whole.get(i)
                + "; with a history of "
                + (first - start + 1)
                + " events before its first live one, "
                + (i - first)
                + " events before: "
                + late);
      }
    }
    return Optional.empty();
  }

  private void compareValues(Run run, int first, Map<String, Double> differences) {
    double[] late = run.values();
    double[] expected = values.get(first);
    int k = 0;
    for (Wanted wanted : inputs.indicators()) {
      for (String output : wanted.spec().outputs()) {
        double difference = largest[k] == 0 ? 0 : Math.abs(late[k] - expected[k]) / largest[k];
        differences.merge(
            wanted.spec() + (wanted.spec().outputs().size() > 1 ? "." + output : ""),
            Double.isNaN(difference) ? 0 : difference,
            Math::max);
        k++;
      }
    }
  }

  /** Bars of warm-up with which all starts agree that have as many before them. */
  private Optional<Integer> sufficient(SortedSet<Integer> live) {
    for (int longer = LONGER; longer < steps.size(); longer *= 2) {
      int more = longer;
      List<Integer> possible = live.stream().filter(first -> start(first, more) > 0).toList();
      boolean agree =
          possible.stream()
              .allMatch(f -> difference(f, start(f, more), new LinkedHashMap<>()).isEmpty());
      if (agree && !possible.isEmpty()) {
        return Optional.of(inputs.totalWarmUp() + more);
      }
    }
    return Optional.empty();
  }
}
