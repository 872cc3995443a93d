package io.alphaflow.cli.cookbook;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rows of a query as a table of text, as a terminal shows them. */
final class Answer {

  private static final Set<Integer> RIGHT =
      Set.of(Types.NUMERIC, Types.BIGINT, Types.INTEGER, Types.SMALLINT, Types.DOUBLE);

  private Answer() {}

  static String of(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      ResultSetMetaData columns = rows.getMetaData();
      int count = columns.getColumnCount();
      List<String[]> cells = new ArrayList<>();
      String[] names = new String[count];
      int[] widths = new int[count];
      for (int c = 0; c < count; c++) {
        names[c] = columns.getColumnLabel(c + 1);
      }
      cells.add(names);
      while (rows.next()) {
        String[] row = new String[count];
        for (int c = 0; c < count; c++) {
          String text = rows.getString(c + 1);
          row[c] = text == null ? "" : text;
        }
        cells.add(row);
      }
      cells.forEach(
          row -> {
            for (int c = 0; c < count; c++) {
              widths[c] = Math.max(widths[c], row[c].codePointCount(0, row[c].length()));
            }
          });
      StringBuilder text = new StringBuilder();
      for (int r = 0; r < cells.size(); r++) {
        for (int c = 0; c < count; c++) {
          boolean right = r > 0 && RIGHT.contains(columns.getColumnType(c + 1));
          text.append(c == 0 ? "" : " | ").append(padded(cells.get(r)[c], widths[c], right));
        }
        trimEnd(text).append('\n');
        if (r == 0) {
          for (int c = 0; c < count; c++) {
            text.append(c == 0 ? "" : "-+-").append("-".repeat(widths[c]));
          }
          text.append('\n');
        }
      }
      int answered = cells.size() - 1;
      return text.append(answered == 1 ? "(1 row)\n" : "(" + answered + " rows)\n").toString();
    }
  }

  private static String padded(String cell, int width, boolean right) {
    String space = " ".repeat(width - cell.codePointCount(0, cell.length()));
    return right ? space + cell : cell + space;
  }

  private static StringBuilder trimEnd(StringBuilder text) {
    while (text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    return text;
  }
}
