package io.alphaflow.backtest.data;

import io.alphaflow.common.model.BarSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which bars are read, where there are bars of several intervals. */
final class Intervals {

  private static final String USUAL = "1m";

  private Intervals() {}

  /**
   * The interval that is wanted, or the longest that it can be made of; when nothing was said one
   * minute, or the only one that there is.
   *
   * @param where for messages
   * @throws IllegalArgumentException when there is none such; the message says what there is
   */
  static String choose(Optional<BarSpec> wanted, Collection<String> there, String where) {
    List<BarSpec> specs =
        there.stream()
            .distinct()
            .map(BarSpec::parse)
            .sorted(
                Comparator.comparing(BarSpec::isTime)
                    .reversed()
                    .thenComparing(BarSpec::size)
                    .thenComparing(BarSpec::label))
            .toList();
    BarSpec goal = wanted.orElse(BarSpec.parse(USUAL));
    if (specs.contains(goal)) {
      return goal.label();
    }
    Optional<BarSpec> part =
        wanted.isEmpty()
            ? specs.stream().filter(one -> specs.size() == 1).findFirst()
            : specs.stream()
                .filter(one -> one.isTime() && goal.isTime() && goal.size() % one.size() == 0)
                .reduce((shorter, longer) -> longer);
    return part.orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s has no bars of %s, it has bars of %s: say --interval"
                        .formatted(
                            where,
                            goal.label(),
                            String.join(", ", specs.stream().map(BarSpec::label).toList()))))
        .label();
  }
}
