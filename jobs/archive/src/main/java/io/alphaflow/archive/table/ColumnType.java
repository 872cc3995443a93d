package io.alphaflow.archive.table;

import java.util.function.IntFunction;

/** How a column travels: the type of the array it is sent in, and what the database makes of it. */
enum ColumnType {
  TEXT("text", "%s", String[]::new),
  INTEGER("int8", "%s", Long[]::new),
  /** Units of 1e-8: a whole number is cheaper to send than a decimal and as exact. */
  AMOUNT("int8", "%s * 0.00000001", Long[]::new),
  /** Epoch microseconds. */
  TIME("int8", "timestamptz 'epoch' + %s * interval '1 microsecond'", Long[]::new),
  BOOLEAN("bool", "%s", Boolean[]::new),
  NUMBER("float8", "%s", Double[]::new),
  JSON("text", "%s::jsonb", String[]::new),
  BYTES("bytea", "%s", byte[][]::new);

  private final String arrayOf;
  private final String expression;
  private final IntFunction<Object[]> newArray;

  ColumnType(String arrayOf, String expression, IntFunction<Object[]> newArray) {
    this.arrayOf = arrayOf;
    this.expression = expression;
    this.newArray = newArray;
  }

  String arrayOf() {
    return arrayOf;
  }

  String expression(String element) {
    return expression.formatted(element);
  }

  Object[] newArray(int length) {
    return newArray.apply(length);
  }
}
