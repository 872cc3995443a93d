package io.alphaflow.history.format;

import io.alphaflow.history.csv.BadLine;
import io.alphaflow.history.csv.Fault;
import io.alphaflow.history.csv.Lines;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which cell of a line is what. */
final class ColumnMap implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final List<Role> BAR =
      List.of(Role.TIME, Role.OPEN, Role.HIGH, Role.LOW, Role.CLOSE, Role.VOLUME);
  private static final List<Role> TRADE = List.of(Role.TIME, Role.PRICE, Role.QUANTITY);

  private final EnumMap<Role, Integer> cells = new EnumMap<>(Role.class);

  ColumnMap with(Role role, int cell) {
    cells.put(role, cell);
    return this;
  }

  /** The cells in this order, from the first on; null for cells that are of no use. */
  static ColumnMap ofOrder(Role... roles) {
    ColumnMap map = new ColumnMap();
    for (int i = 0; i < roles.length; i++) {
      if (roles[i] != null) {
        map.with(roles[i], i);
      }
    }
    return map;
  }

  boolean has(Role role) {
    return cells.containsKey(role);
  }

  /** The cell, -1 when there is none. */
  int cell(Role role) {
    return cells.getOrDefault(role, -1);
  }

  boolean isOfBars() {
    return cells.keySet().containsAll(BAR);
  }

  boolean isOfTrades() {
    return cells.keySet().containsAll(TRADE);
  }

  /** The highest cell that is used, counted from 1. */
  int width() {
    return cells.values().stream().mapToInt(cell -> cell + 1).max().orElse(0);
  }

  Map<Role, Integer> cells() {
    return cells;
  }

  static void checkCount(Lines line, int fewest, int most) throws BadLine {
    int count = line.count();
    if (count < fewest || count > most) {
      throw new BadLine(
          Fault.COLUMN_COUNT,
          "expected %s columns, found %d"
              .formatted(fewest == most ? fewest : fewest + " to " + most, count));
    }
  }

  static BadLine notPositive(Lines line, int cell, String name, String expected) {
    return new BadLine(
        Fault.NOT_POSITIVE, name + " is " + line.text(cell) + ", expected " + expected);
  }
}
