package io.alphaflow.cli.chaos;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Which fault happens in which round, and how: the same for the same seed, list and round, whatever
 * happened in the rounds before. First each of the list in its turn, then any.
 *
 * @param seed of all rounds
 * @param faults at least one
 */
record Choice(long seed, List<FaultKind> faults) {

  /** The fault of a round. */
  FaultKind kind(int round) {
    return round <= faults.size()
        ? faults.get(round - 1)
        : faults.get(new SplittableRandom(mixed(round)).nextInt(faults.size()));
  }

  /** What the parameters of that fault come from. */
  RandomGenerator parameters(int round) {
    return new SplittableRandom(~mixed(round));
  }

  private long mixed(int round) {
    return seed * 0x9E3779B97F4A7C15L + round;
  }
}
