package io.alphaflow.execution.chaos;

import java.util.ArrayList;
import java.util.List;

/** All that must hold when everything has come to rest. */
final class DeskCheck {

  private DeskCheck() {}

  /** What does not hold. */
  static List<Problem> problems(Evidence evidence) {
    List<Problem> problems = new ArrayList<>();
    PlacementCheck.check(evidence, problems);
    AgeCheck.check(evidence, problems);
    FillCheck.check(evidence, problems);
    SequenceCheck.check(evidence, problems);
    EndCheck.check(evidence, problems);
    AmendCheck.check(evidence, problems);
    PairCheck.check(evidence, problems);
    BalanceCheck.check(evidence, problems);
    ReplayCheck.check(evidence, problems);
    AlarmCheck.check(evidence, problems);
    return problems;
  }
}
