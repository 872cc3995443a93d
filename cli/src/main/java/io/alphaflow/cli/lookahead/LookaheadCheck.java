package io.alphaflow.cli.lookahead;

import io.alphaflow.cli.lookahead.Report.Row;
import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.testing.StrategyTester.Stored;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Runs a strategy over a recorded market in several ways that must all give the same decisions.
 *
 * <p>The first run of all, in classes loaded for it, is the measure: what it decided at an event
 * was decided before anything in this process was shown a later one. Against it stand
 *
 * <ul>
 *   <li>the same once more, in classes loaded anew: it must be deterministic;
 *   <li>the same once more in the same classes, and in those of the catalog: what an earlier run
 *       left behind, the future among it, must not matter;
 *   <li>runs over prefixes, each in classes loaded anew and fed with nothing that follows: all
 *       prefixes of a short series; of a long one those that end with a decision, those that end
 *       one event before, and some between;
 *   <li>one run that is cut, before each decision and elsewhere: everything that it holds is
 *       stored, the classes are thrown away, and new ones go on with what was stored. So each
 *       decision after a cut is a function of the stored state and of the events since;
 *   <li>runs that start later, see {@link LateStarts}.
 * </ul>
 */
final class LookaheadCheck {

  /** Prefixes and cuts of which all are tried. */
  private static final int SHORT_SERIES = 1_000;

  /** Prefixes of a long series. */
  private static final int PREFIXES = 100;

  /** Events that all prefixes of a long series are shown together, about. */
  private static final long PREFIX_EVENTS = 40_000_000;

  private static final int CUTS = 200;

  private final StrategyCode code;
  private final Map<String, String> parameters;
  private final List<Step> steps;
  private List<Decided> whole;

  /** A check of a strategy with these parameters over these events. */
  LookaheadCheck(StrategyCode code, Map<String, String> parameters, List<Step> steps) {
    this.code = code;
    this.parameters = parameters;
    this.steps = List.copyOf(steps);
  }

  /** Runs all checks. */
  Report run() {
    StrategyDescriptor first = code.fresh();
    whole = run(() -> first, steps.size());
    List<Row> rows = new ArrayList<>();
    StrategyDescriptor.Made made = first.create(first.resolve(parameters));
    ForbiddenReferences.Result references =
        ForbiddenReferences.in(code.classes(), code.roots(made));
    rows.add(Row.of(Check.REFERENCES, references.classes(), List.copyOf(references.references())));
    Row repeated = compared(Check.REPEATED, List.of(code::fresh, code::fresh));
    rows.add(repeated);
    rows.add(
        compared(
            Check.SAME_PROCESS, List.of(() -> first, code::original, () -> first, code::original)));
    rows.add(prefixes());
    rows.add(restarted());
    Report report =
        new Report(
            steps.size(),
            decisions().size(),
            made.inputs().totalWarmUp(),
            rows,
            Map.of(),
            Optional.empty());
    if (repeated.found() > 0) {
      rows.add(Row.skipped(Check.STARTED_LATER, "not done: it does not even repeat itself"));
      return report;
    }
    return new LateStarts(code, parameters, steps, whole).addTo(report);
  }

  private List<Decided> run(Supplier<StrategyDescriptor> descriptor, int length) {
    return Run.of(descriptor, parameters, steps.subList(0, length)).decided();
  }

  private List<Integer> decisions() {
    return IntStream.range(0, whole.size()).filter(i -> !whole.get(i).isNothing()).boxed().toList();
  }

  private Row compared(Check check, List<Supplier<StrategyDescriptor>> runs) {
    List<String> found = new ArrayList<>();
    for (Supplier<StrategyDescriptor> descriptor : runs) {
      difference(whole, run(descriptor, steps.size()), "then").ifPresent(found::add);
    }
    return Row.of(check, runs.size(), found);
  }

  private Row prefixes() {
    List<String> found = new ArrayList<>();
    SortedSet<Integer> lengths = lengths();
    for (int length : lengths) {
      difference(whole, run(code::fresh, length), "without what follows event " + length)
          .ifPresent(found::add);
    }
    return Row.of(Check.FUTURE_REMOVED, lengths.size(), found);
  }

  private SortedSet<Integer> lengths() {
    int all = steps.size();
    if (all <= SHORT_SERIES) {
      return new TreeSet<>(IntStream.rangeClosed(1, all).boxed().toList());
    }
    int many = (int) Math.max(10, Math.min(PREFIXES, PREFIX_EVENTS / all));
    SortedSet<Integer> lengths = new TreeSet<>();
    for (int decision : spread(decisions(), many / 3)) {
      lengths.add(decision + 1);
      lengths.add(Math.max(1, decision));
    }
    for (int i = 1; i <= many / 3; i++) {
      lengths.add((int) ((long) all * i / (many / 3)));
    }
    return lengths;
  }

  /** So many of them, evenly. */
  static List<Integer> spread(List<Integer> all, int many) {
    if (all.size() <= many) {
      return all;
    }
    return IntStream.range(0, many)
        .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / Math.max(1, many - 1))))
        .distinct()
        .toList();
  }

  private Row restarted() {
    SortedSet<Integer> cuts = new TreeSet<>(spread(decisions(), CUTS / 2));
    int every = Math.max(1, steps.size() / (CUTS / 2));
    IntStream.range(1, steps.size()).filter(i -> i % every == 0).forEach(cuts::add);
    Run run = new Run(code.fresh(), parameters);
    List<Decided> decided = new ArrayList<>();
    try {
      for (int i = 0; i < steps.size(); i++) {
        if (i > 0 && cuts.contains(i)) {
          Stored stored = run.store();
          run = new Run(code.fresh(), parameters);
          run.restore(stored);
        }
        decided.add(run.show(steps.get(i)));
        if (!decided.get(i).threw().isEmpty()) {
          break;
        }
      }
    } catch (IllegalStateException e) {
      return Row.of(Check.RESTARTED, cuts.size(), List.of(e.getMessage()));
    }
    List<String> found = new ArrayList<>();
    difference(whole.subList(0, decided.size()), decided, "restarted").ifPresent(found::add);
    return Row.of(Check.RESTARTED, cuts.size(), found);
  }

  private Optional<String> difference(List<Decided> expected, List<Decided> other, String how) {
    for (int i = 0; i < Math.min(expected.size(), other.size()); i++) {
      if (!expected.get(i).equals(other.get(i))) {
        return Optional.of(difference(i, expected.get(i), other.get(i), how));
      }
    }
    return Optional.empty();
  }

  private String difference(int at, Decided expected, Decided other, String how) {
    return told(steps, at) + " it decides " + expected + "; " + how + ": " + other;
  }

  static String told(List<Step> steps, int at) {
    Instant time = Instant.EPOCH.plus(steps.get(at).time(), ChronoUnit.MICROS);
    return "at event " + (at + 1) + " (" + time + ")";
  }
}
