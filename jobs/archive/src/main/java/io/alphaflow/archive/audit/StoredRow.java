package io.alphaflow.archive.audit;

import io.alphaflow.common.flink.RawRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A row of table {@code audit} as it is, whether that is right or not.
 *
 * @param time epoch microseconds UTC
 * @param content the record
 */
record StoredRow(
    Chain chain,
    long offset,
    long position,
    long time,
    String kind,
    String identity,
    byte[] content,
    byte[] previousHash,
    byte[] hash) {

  /** The columns that {@link #read} wants. */
  static final String COLUMNS =
      "account, log, partition_number, offset_number, position,"
          + " (EXTRACT(epoch FROM time) * 1000000)::int8, kind, identity, record, previous_hash,"
          + " hash";

  static StoredRow read(ResultSet row) throws SQLException {
    return new StoredRow(
        new Chain(row.getString(1), row.getString(2), row.getInt(3)),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getString(7),
        row.getString(8),
        row.getBytes(9),
        row.getBytes(10),
        row.getBytes(11));
  }

  /** The record at its place, as it stood in the log. */
  RawRecord raw() {
    return new RawRecord(chain.log(), chain.partition(), offset, 0, "", content);
  }

  /** For a person: {@code DECISION main/17}. */
  String what() {
    return kind + " " + identity;
  }

  String hashText() {
    return HexFormat.of().formatHex(hash);
  }

  /** What is wrong with the row by itself, in a sentence. */
  Optional<String> problem(EvidenceReader reader) {
    Evidence placed =
        new Evidence(
            chain.account(),
            chain.log(),
            chain.partition(),
            offset,
            time,
            EvidenceKind.DECISION,
            identity,
            content);
    byte[] expected = AuditRow.hash(placed, position, previousHash);
    if (!Arrays.equals(expected, hash)) {
      return Optional.of(
          "%s at offset %d: its content gives the hash %s, it carries %s"
              .formatted(what(), offset, HexFormat.of().formatHex(expected), hashText()));
    }
    Optional<Evidence> record = reader.read(raw());
    if (record.isEmpty()) {
      return Optional.of(
          "%s at offset %d: its record is no decision, command or execution report"
              .formatted(what(), offset));
    }
    return differs("account", record.get().account(), chain.account())
        .or(() -> differs("time", record.get().time(), time))
        .or(() -> differs("kind", record.get().kind().name(), kind))
        .or(() -> differs("identity", record.get().identity(), identity));
  }

  private Optional<String> differs(String column, Object expected, Object found) {
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of(
            "%s at offset %d: column %s is %s, its record says %s"
                .formatted(what(), offset, column, found, expected));
  }
}
