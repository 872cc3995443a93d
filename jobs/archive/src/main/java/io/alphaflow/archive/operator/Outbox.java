package io.alphaflow.archive.operator;

import io.alphaflow.archive.table.Table;
import io.alphaflow.archive.write.Pending;
import io.alphaflow.common.flink.RawRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that wait for the database, by table. Bounded by its user: at most a batch of each table,
 * because a full one is written at once, and while it cannot be, nothing more is read.
 */
final class Outbox {

  private final Map<Table<?>, List<Pending>> rows = new LinkedHashMap<>();

  /**
   * Adds a row.
   *
   * @return how many rows of its table wait now
   */
  int add(Pending row) {
    List<Pending> ofTable = rows.computeIfAbsent(row.row().table(), t -> new ArrayList<>());
    ofTable.add(row);
    return ofTable.size();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int size() {
    return rows.values().stream().mapToInt(List::size).sum();
  }

  /** The table whose rows have waited longest. */
  Table<?> next() {
    return rows.keySet().iterator().next();
  }

  List<Pending> of(Table<?> table) {
    return rows.get(table);
  }

  void remove(Table<?> table) {
    rows.remove(table);
  }

  /** The records that the rows were made of, each once. */
  List<RawRecord> origins() {
    Set<RawRecord> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<RawRecord> origins = new ArrayList<>();
    rows.values()
        .forEach(
            ofTable ->
                ofTable.forEach(
                    row -> {
                      if (seen.add(row.origin())) {
                        origins.add(row.origin());
                      }
                    }));
    return origins;
  }

  /** The record of the lowest time stamp, null when there is none. */
  RawRecord oldest() {
    RawRecord oldest = null;
    for (List<Pending> ofTable : rows.values()) {
      for (Pending row : ofTable) {
        if (oldest == null || row.origin().timestamp() < oldest.timestamp()) {
          oldest = row.origin();
        }
      }
    }
    return oldest;
  }
}
