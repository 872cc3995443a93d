package io.alphaflow.archive.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The primary keys of tables, as the database knows them. */
final class KeyColumns {

  private static final String QUERY =
      "SELECT a.attname FROM pg_index i"
          + " CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)"
          + " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number"
          + " WHERE i.indrelid = to_regclass(?) AND i.indisprimary ORDER BY k.place";

  private final Map<String, List<String>> known = new HashMap<>();

  /** Names of the key's columns, in its order. */
  List<String> of(Connection connection, String table) throws SQLException {
    List<String> columns = known.get(table);
    if (columns == null) {
      columns = ask(connection, table);
      known.put(table, columns);
    }
    return columns;
  }

  private static List<String> ask(Connection connection, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(QUERY)) {
      query.setString(1, table);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }
}
