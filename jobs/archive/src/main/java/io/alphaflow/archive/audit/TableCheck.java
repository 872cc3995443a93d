package io.alphaflow.archive.audit;

import io.alphaflow.archive.audit.Fault.Kind;
import io.alphaflow.archive.table.RecordReader;
import io.alphaflow.archive.table.Row;
import io.alphaflow.archive.table.Table.Difference;
import io.alphaflow.common.json.CodecException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Compares records of the audit with the rows of the tables that people ask. Rows are looked up in
 * batches; only the first differences are kept.
 */
final class TableCheck {

  private static final int BATCH = 1_000;
  private static final int MOST_KEPT = 100;

  /** A row of a table that is not its record. */
  record Suspect(StoredRow audited, boolean missing, String columns) {}

  private final RecordReader reader = new RecordReader();
  private final Connection connection;
  private final Map<EvidenceKind, List<StoredRow>> waiting = new EnumMap<>(EvidenceKind.class);
  private final List<Suspect> suspects = new ArrayList<>();

  TableCheck(Connection connection) {
    this.connection = connection;
  }

  /** The next record of the audit; one that is no record is told by the check of the chain. */
  void accept(StoredRow row) throws SQLException {
    EvidenceKind kind;
    try {
      kind = EvidenceKind.valueOf(row.kind());
    } catch (IllegalArgumentException e) {
      return;
    }
    List<StoredRow> rows = waiting.computeIfAbsent(kind, k -> new ArrayList<>());
    rows.add(row);
    if (rows.size() >= BATCH) {
      compare(kind, rows);
      rows.clear();
    }
  }

  private void compare(EvidenceKind kind, List<StoredRow> audited) throws SQLException {
    List<StoredRow> origins = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (StoredRow origin : audited) {
      row(origin, kind)
          .forEach(
              row -> {
                origins.add(origin);
                rows.add(row);
              });
    }
    if (rows.isEmpty()) {
      return;
    }
    List<String> identity = List.of(kind.nameColumn(), kind.numberColumn());
    for (Difference found : rows.get(0).table().differences(connection, rows, identity)) {
      StoredRow origin = origins.get(found.index());
      if (suspects.size() < MOST_KEPT && !isConflict(origin)) {
        suspects.add(new Suspect(origin, found.missing(), found.columns()));
      }
    }
  }

  private List<Row> row(StoredRow origin, EvidenceKind kind) {
    try {
      return reader.rows(origin.raw()).stream()
          .filter(row -> row.table().name().equals(kind.table()))
          .toList();
    } catch (CodecException e) {
      return List.of();
    }
  }

  /**
   * Whether the log has the identity once more with other content. The readers of the log alert
   * that; the table keeps the first, so the others differ from it.
   */
  private boolean isConflict(StoredRow row) throws SQLException {
    String sql =
        "SELECT 1 FROM audit WHERE kind = ? AND identity = ? AND record <> ?"
            + " AND (log, partition_number) = (?, ?) AND offset_number < ? LIMIT 1";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, row.kind());
      query.setString(2, row.identity());
      query.setBytes(3, row.content());
      query.setString(4, row.chain().log());
      query.setInt(5, row.chain().partition());
      query.setLong(6, row.offset());
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  /** There are no more. */
  List<Suspect> finish() throws SQLException {
    for (Map.Entry<EvidenceKind, List<StoredRow>> rest : waiting.entrySet()) {
      compare(rest.getKey(), rest.getValue());
    }
    waiting.clear();
    return List.copyOf(suspects);
  }

  /** A difference that stayed. */
  static Fault fault(Suspect suspect) {
    StoredRow row = suspect.audited();
    String table = "table " + EvidenceKind.valueOf(row.kind()).table();
    String place = "row %d of the chain of %s".formatted(row.position(), row.chain());
    return suspect.missing()
        ? new Fault(
            Kind.TABLE_MISSING,
            table,
            0,
            "%s is not there; it is %s".formatted(row.identity(), place))
        : new Fault(
            Kind.TABLE_ALTERED,
            table,
            0,
            "%s is not its record, which is %s; other values are in: %s"
                .formatted(row.identity(), place, suspect.columns()));
  }

  /**
   * The first rows of a table that the audit does not have, by time. What was written before the
   * first record of its account's audit is not asked for: the audit came with a later version.
   */
  static List<String> withoutRecord(Connection connection, EvidenceKind kind, AuditScope scope)
      throws SQLException {
    String identity = "t.%s || '/' || t.%s".formatted(kind.nameColumn(), kind.numberColumn());
    String sql =
        ("WITH since AS (SELECT account, min(time) AS time FROM audit WHERE kind = '%1$s' GROUP BY"
                + " account) SELECT %2$s || ' at ' || t.time AT TIME ZONE 'UTC' FROM %3$s t LEFT JOIN since s USING"
                + " (account) WHERE t.time >= COALESCE(s.time, (SELECT min(time) FROM since)) AND"
                + " (%4$s) AND NOT EXISTS (SELECT 1 FROM audit a WHERE a.kind = '%1$s' AND"
                + " a.identity = %2$s) ORDER BY t.time, 1 LIMIT %5$d")
            .formatted(kind, identity, kind.table(), scope.condition("t."), MOST_KEPT);
    List<String> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      scope.set(query, 1);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  /** A row without a record that stayed. */
  static Fault withoutRecord(EvidenceKind kind, String row) {
    return new Fault(
        Kind.TABLE_INSERTED, "table " + kind.table(), 0, row + " is in no audit chain");
  }
}
