package io.alphaflow.cli.lookahead;

import io.alphaflow.strategy.StrategyDescriptor;
import io.alphaflow.strategy.testing.StrategyTester;
import io.alphaflow.strategy.testing.StrategyTester.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One strategy being shown events; it never sees more than what {@link #show} was called with. */
final class Run {

  private final StrategyDescriptor.Made made;
  private final StrategyTester tester;
  private final List<Decided> decided = new ArrayList<>();
  private boolean stopped;

  /** A run that begins with nothing. */
  Run(StrategyDescriptor descriptor, Map<String, String> parameters) {
    made = descriptor.create(descriptor.resolve(parameters));
    tester = StrategyTester.of(made);
  }

  /** Shows these events to a new run. */
  static Run of(
      Supplier<StrategyDescriptor> descriptor, Map<String, String> parameters, List<Step> steps) {
    Run run = new Run(descriptor.get(), parameters);
    steps.forEach(run::show);
    return run;
  }

  /** The next event. A strategy that throws sees no more, as on the desk. */
  Decided show(Step step) {
    Decided answer = stopped ? Decided.NOTHING : answer(step);
    decided.add(answer);
    return answer;
  }

  private Decided answer(Step step) {
    try {
      var intents =
          step instanceof Step.Bars bars
              ? tester.bars(bars.legs())
              : tester.trade(((Step.OneTrade) step).trade());
      return intents.isEmpty() ? Decided.NOTHING : new Decided(List.copyOf(intents), "");
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      stopped = true;
      return new Decided(List.of(), e.toString());
    }
  }

  /** What it answered so far, event by event. */
  List<Decided> decided() {
    return decided;
  }

  /** What it holds. */
  Stored store() {
    return tester.store();
  }

  /** Goes on with what an equal strategy held. */
  void restore(Stored stored) {
    tester.restore(stored);
  }

  /** Begins with the position of an earlier state. */
  void carryOver(byte[] state) {
    tester.carryOver(state);
  }

  /** From now on, bars only warm it up. */
  void onlyWarm() {
    made.inputs().warmUp(Integer.MAX_VALUE);
  }

  /** From now on it decides, however few bars it saw. */
  void decideNow() {
    made.inputs().warmUp(0);
  }

  /** Its indicators' values. */
  double[] values() {
    return tester.values();
  }

  StrategyDescriptor.Made made() {
    return made;
  }
}
