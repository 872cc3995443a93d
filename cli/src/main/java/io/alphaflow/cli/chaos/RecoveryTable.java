package io.alphaflow.cli.chaos;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.alphaflow.cli.view.TextTable;
import io.alphaflow.common.json.JsonCodec;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Recovery times by kind of fault. */
final class RecoveryTable {

  /**
   * Those of a kind, seconds.
   *
   * @param rounds how many
   * @param median the middle one; of two in the middle the mean
   * @param max the longest
   */
  record Row(String fault, int rounds, double median, double max) {}

  private final List<Row> rows;

  /** Of rounds in which all held. */
  RecoveryTable(List<RoundResult> results) {
    SortedMap<String, List<Double>> byFault =
        results.stream()
            .filter(RoundResult::holds)
            .collect(
                Collectors.groupingBy(
                    RoundResult::fault,
                    TreeMap::new,
                    Collectors.mapping(RoundResult::recoverySeconds, Collectors.toList())));
    rows = byFault.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
  }

  private static Row row(String fault, List<Double> seconds) {
    List<Double> sorted = seconds.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Row(fault, size, median, sorted.get(size - 1));
  }

  List<Row> rows() {
    return rows;
  }

  ArrayNode json() {
    ArrayNode array = JsonCodec.object().arrayNode();
    for (Row row : rows) {
      array
          .addObject()
          .put("fault", row.fault())
          .put("rounds", row.rounds())
          .put("medianSeconds", tenths(row.median()))
          .put("maxSeconds", tenths(row.max()));
    }
    return array;
  }

  private static double tenths(double seconds) {
    return Math.round(seconds * 10) / 10.0;
  }

  List<String> lines() {
    TextTable table = new TextTable("fault", "rounds", "median, s", "max, s");
    for (Row row : rows) {
      table.row(row.fault(), Integer.toString(row.rounds()), text(row.median()), text(row.max()));
    }
    return table.lines();
  }

  private static String text(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }
}
