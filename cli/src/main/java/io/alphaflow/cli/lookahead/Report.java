package io.alphaflow.cli.lookahead;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a strategy was found to do.
 *
 * @param events events that the whole run was shown
 * @param decisions events on which it wanted to trade
 * @param warmUp bars that it declares to need
 * @param rows of each check what came out
 * @param values of each indicator the largest difference after the declared warm-up, as a part of
 *     its largest value
 * @param sufficient a warm-up with which the starts agree, when the declared one is too short and
 *     one was found
 */
record Report(
    int events,
    int decisions,
    int warmUp,
    List<Row> rows,
    Map<String, Double> values,
    Optional<Integer> sufficient) {

  /**
   * Of one check.
   *
   * @param runs how often it was run or, of the references, how many classes were read
   * @param found how many of them differ or, of the references, how many there are
   * @param first what was found first, told
   * @param skipped why it was not done; empty when it was
   */
  record Row(Check check, int runs, int found, Optional<String> first, String skipped) {

    static Row of(Check check, int runs, List<String> found) {
      return new Row(check, runs, found.size(), found.stream().findFirst(), "");
    }

    static Row skipped(Check check, String why) {
      return new Row(check, 0, 0, Optional.empty(), why);
    }
  }

  /** Whether nothing was found. */
  boolean clean() {
    return rows.stream().allMatch(row -> row.found() == 0);
  }

  /** The row of a check. */
  Row row(Check check) {
    return rows.stream().filter(row -> row.check() == check).findFirst().orElseThrow();
  }
}
