package io.alphaflow.cli.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the evidence: a CSV file, and a part of the page.
 *
 * @param name of the file, without its ending
 * @param title for people
 * @param note what it says, and what it does not
 * @param head names of the columns, as in the file
 * @param rows texts, as many as there are columns
 */
record EvidenceTable(
    String name, String title, String note, List<String> head, List<List<String>> rows) {

  static EvidenceTable of(String name, String title, String note, String... head) {
    return new EvidenceTable(name, title, note, List.of(head), new ArrayList<>());
  }

  /** Adds a row; a number becomes its text. */
  void add(Object... cells) {
    if (cells.length != head.size()) {
      throw new IllegalArgumentException(
          name + " has " + head.size() + " columns, the row has " + cells.length);
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(List.copyOf(row));
  }
}
