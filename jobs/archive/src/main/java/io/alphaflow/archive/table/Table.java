package io.alphaflow.archive.table;

import io.alphaflow.common.model.InstrumentId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of the archive: its columns and where their values stand in a record.
 *
 * <p>Rows are immutable facts with an identity as primary key, so a row that is there already is
 * left alone: a replay changes nothing, and a key may stand twice in one batch.
 *
 * @param <T> record type
 */
public final class Table<T> {

  private static final int LONGEST_SHOWN = 100;

  private record Column<T>(String name, ColumnType type, Function<T, Object> value) {}

  private final String name;
  private final List<Column<T>> columns = new ArrayList<>();

  private Table(String name) {
    this.name = name;
  }

  /** A table without columns yet. */
  public static <T> Table<T> of(String name) {
    return new Table<>(name);
  }

  private Table<T> with(String column, ColumnType type, Function<T, Object> value) {
    columns.add(new Column<>(column, type, value));
    return this;
  }

  /** A text that is always there. */
  public Table<T> text(String column, Function<T, String> value) {
    return with(column, ColumnType.TEXT, value::apply);
  }

  /** A text whose empty value means that there is none. */
  public Table<T> optionalText(String column, Function<T, String> value) {
    return with(
        column,
        ColumnType.TEXT,
        row -> {
          String text = value.apply(row);
          return text == null || text.isEmpty() ? null : text;
        });
  }

  /** A constant of an enum by its name. */
  public Table<T> constant(String column, Function<T, Enum<?>> value) {
    return with(column, ColumnType.TEXT, row -> value.apply(row).name());
  }

  /** Columns {@code venue} and {@code symbol} of an instrument. */
  public Table<T> instrument(Function<T, String> value) {
    return text("venue", row -> InstrumentId.parse(value.apply(row)).venue())
        .text("symbol", row -> InstrumentId.parse(value.apply(row)).symbol());
  }

  /** A whole number. */
  public Table<T> integer(String column, Function<T, Long> value) {
    return with(column, ColumnType.INTEGER, value::apply);
  }

  /** An amount in units of 1e-8. */
  public Table<T> amount(String column, Function<T, Long> value) {
    return with(column, ColumnType.AMOUNT, value::apply);
  }

  /** A time in epoch microseconds UTC. */
  public Table<T> time(String column, Function<T, Long> value) {
    return with(column, ColumnType.TIME, value::apply);
  }

  /** A truth value. */
  public Table<T> flag(String column, Function<T, Boolean> value) {
    return with(column, ColumnType.BOOLEAN, value::apply);
  }

  /** A number that is not exact. */
  public Table<T> number(String column, Function<T, Double> value) {
    return with(column, ColumnType.NUMBER, value::apply);
  }

  /** A JSON document. */
  public Table<T> json(String column, Function<T, String> value) {
    return with(column, ColumnType.JSON, value::apply);
  }

  /**
   * All columns of another table.
   *
   * @param part what that has in its rows
   */
  public <P> Table<T> columns(Table<P> other, Function<T, P> part) {
    other.columns.forEach(c -> with(c.name(), c.type(), part.andThen(c.value())::apply));
    return this;
  }

  Table<T> bytes(String column, Function<T, byte[]> value) {
    return with(column, ColumnType.BYTES, value::apply);
  }

  /** Null where {@code condition} does not hold. */
  static <T, V> Function<T, V> when(Predicate<T> condition, Function<T, V> value) {
    return row -> condition.test(row) ? value.apply(row) : null;
  }

  /** The table's name. */
  public String name() {
    return name;
  }

  /**
   * A record as a row.
   *
   * @throws IllegalArgumentException or NullPointerException when the record lacks what it must
   *     have
   */
  public Row row(T value) {
    Object[] values = new Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = columns.get(i).value().apply(value);
    }
    return new Row(this, values);
  }

  /** The named columns of a row, for a person: {@code venue=sim symbol=BTC/USD …}. */
  public String text(Row row, List<String> names) {
    return IntStream.range(0, columns.size())
        .filter(i -> names.contains(columns.get(i).name()))
        .mapToObj(i -> columns.get(i).name() + "=" + shortened(row.values()[i]))
        .collect(Collectors.joining(" "));
  }

  private static String shortened(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }

  String insert() {
    String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
    String elements = names(i -> columns.get(i).type().expression("u.c" + i));
    String arrays = names(i -> "?::" + columns.get(i).type().arrayOf() + "[]");
    String aliases = names(i -> "c" + i);
    return "INSERT INTO %s (%s) SELECT %s FROM unnest(%s) AS u(%s) ON CONFLICT DO NOTHING"
        .formatted(name, names, elements, arrays, aliases);
  }

  private String names(IntFunction<String> each) {
    return IntStream.range(0, columns.size()).mapToObj(each).collect(Collectors.joining(", "));
  }

  /**
   * Writes rows of this table in one statement; all or none.
   *
   * @return how many were new
   */
  public int insert(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insert())) {
      setArrays(statement, rows);
      return statement.executeUpdate();
    }
  }

  private void setArrays(PreparedStatement statement, List<Row> rows) throws SQLException {
    for (int c = 0; c < columns.size(); c++) {
      ColumnType type = columns.get(c).type();
      Object[] array = type.newArray(rows.size());
      for (int r = 0; r < array.length; r++) {
        array[r] = rows.get(r).values()[c];
      }
      statement.setArray(c + 1, statement.getConnection().createArrayOf(type.arrayOf(), array));
    }
  }

  /**
   * A row that is not in the database as it should be.
   *
   * @param index of the row, from 0
   * @param missing whether there is none of its identity
   * @param columns that have another value
   */
  public record Difference(int index, boolean missing, String columns) {}

  /**
   * Compares rows of this table with what the database has.
   *
   * @param identity columns by which a row is found
   * @return what differs, by index
   */
  public List<Difference> differences(Connection connection, List<Row> rows, List<String> identity)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(compare(identity))) {
      setArrays(statement, rows);
      List<Difference> differences = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          differences.add(
              new Difference(found.getInt(1) - 1, found.getBoolean(2), found.getString(3)));
        }
      }
      return differences;
    }
  }

  private String compare(List<String> identity) {
    List<String> joins = new ArrayList<>();
    List<String> tests = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column<T> column = columns.get(i);
      String wanted = column.type().expression("u.c" + i);
      if (identity.contains(column.name())) {
        joins.add("t." + column.name() + " = " + wanted);
      }
      tests.add(
          "CASE WHEN t.%1$s IS DISTINCT FROM %2$s THEN '%1$s' END"
              .formatted(column.name(), wanted));
    }
    return ("SELECT * FROM (SELECT u.i, t.%s IS NULL AS missing, concat_ws(', ', %s) AS columns"
            + " FROM unnest(%s) WITH ORDINALITY AS u(%s, i) LEFT JOIN %s t ON %s) d"
            + " WHERE d.columns <> '' ORDER BY d.i")
        .formatted(
            identity.get(0),
            String.join(", ", tests),
            names(i -> "?::" + columns.get(i).type().arrayOf() + "[]"),
            names(i -> "c" + i),
            name,
            String.join(" AND ", joins));
  }
}
