package io.alphaflow.simulator.faults;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws at most one of several rules by their rates, with one draw for each frame, second or
 * request, so that what happens to the n-th depends on nothing but the seed and n.
 */
final class Chance {

  private final List<FaultRule> rules;
  private final SplittableRandom random;

  Chance(List<FaultRule> rules, SplittableRandom random) {
    this.rules = rules.stream().filter(r -> r.when().rate() > 0).toList();
    this.random = random;
  }

  /** The rule drawn, or null. */
  FaultRule next() {
    if (rules.isEmpty()) {
      return null;
    }
    double drawn = random.nextDouble();
    for (FaultRule rule : rules) {
      drawn -= rule.when().rate();
      if (drawn < 0) {
        return rule;
      }
    }
    return null;
  }

  boolean isNever() {
    return rules.isEmpty();
  }
}
