package io.alphaflow.bench;

/** Something that does the commands of a benchmark, one after the other. */
interface MatchingRun {

  /** Does command {@code i}. */
  void apply(int i);

  /** How many trades there were. */
  long trades();

  /** How many orders work now. */
  int working();
}
