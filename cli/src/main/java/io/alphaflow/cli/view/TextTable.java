package io.alphaflow.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of text in columns; all but the first column are aligned to the right. */
public final class TextTable {

  private static final String BETWEEN = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with a head. */
  public TextTable(String... head) {
    rows.add(List.of(head));
  }

  /** Adds a row; numbers are grouped by thousands. */
  public void row(Object... cells) {
    List<String> texts = new ArrayList<>();
    for (Object cell : cells) {
      texts.add(
          cell instanceof Long number
              ? String.format(Locale.ROOT, "%,d", number)
              : cell.toString());
    }
    rows.add(texts);
  }

  /** The lines of the table. */
  public List<String> lines() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + padding : BETWEEN + padding + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
