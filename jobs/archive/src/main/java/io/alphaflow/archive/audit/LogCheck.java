package io.alphaflow.archive.audit;

import io.alphaflow.archive.audit.Fault.Kind;
import io.alphaflow.common.flink.RawRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the rows of the audit with one partition of their log, as far as that is still there:
 * both are gone through side by side, in the order of offsets. Names the first row that is not what
 * the log has, whatever hashes it carries.
 */
public final class LogCheck implements AutoCloseable {

  private static final int FETCH = 2_000;

  private final EvidenceReader reader = new EvidenceReader();
  private final AuditScope scope;
  private final String log;
  private final int partition;
  private final Map<String, Long> last = new HashMap<>();
  private final PreparedStatement query;
  private final ResultSet rows;
  private StoredRow row;
  private Fault fault;
  private long compared;
  private long waiting;

  /**
   * A check of the rows as a transaction sees them. The end of the log must be asked for later, so
   * that the log has all that they have.
   *
   * @param connection without automatic commits
   * @param begin the first offset that the log still has
   */
  public LogCheck(Connection connection, AuditScope scope, String log, int partition, long begin)
      throws SQLException {
    this.scope = scope;
    this.log = log;
    this.partition = partition;
    readLast(connection);
    query =
        connection.prepareStatement(
            "SELECT "
                + StoredRow.COLUMNS
                + " FROM audit WHERE log = ? AND partition_number = ? AND offset_number >= ? AND"
                + " (? = '' OR account IN (?, '*')) ORDER BY offset_number, account");
    query.setString(1, log);
    query.setInt(2, partition);
    query.setLong(3, begin);
    query.setString(4, scope.account());
    query.setString(5, scope.account());
    query.setFetchSize(FETCH);
    rows = query.executeQuery();
    next();
  }

  /** A chain that has come so far must have all that is before it. */
  private void readLast(Connection connection) throws SQLException {
    String sql =
        "SELECT account, max(offset_number) FROM audit WHERE log = ? AND partition_number = ?"
            + " GROUP BY account";
    try (PreparedStatement chains = connection.prepareStatement(sql)) {
      chains.setString(1, log);
      chains.setInt(2, partition);
      try (ResultSet found = chains.executeQuery()) {
        while (found.next()) {
          last.put(found.getString(1), found.getLong(2));
        }
      }
    }
  }

  private void next() throws SQLException {
    row = rows.next() ? StoredRow.read(rows) : null;
  }

  /** The next record of the log. */
  public void accept(RawRecord in) throws SQLException {
    while (fault == null && row != null && row.offset() < in.offset()) {
      notInLog();
    }
    if (fault != null) {
      return;
    }
    Optional<Evidence> evidence = reader.read(in).filter(e -> scope.covers(e.chain()));
    if (row != null && row.offset() == in.offset()) {
      if (evidence.isEmpty() || !evidence.get().account().equals(row.chain().account())) {
        notInLog();
      } else if (!Arrays.equals(in.value(), row.content())) {
        fault =
            Fault.of(
                Kind.ALTERED,
                row.chain(),
                row.position(),
                "%s at offset %d: the log has another record there, %s"
                    .formatted(row.what(), row.offset(), evidence.get().identity()));
      } else {
        compared++;
        next();
      }
    } else if (evidence.isPresent()) {
      notInAudit(evidence.get());
    }
  }

  private void notInLog() throws SQLException {
    fault =
        Fault.of(
            Kind.INSERTED,
            row.chain(),
            row.position(),
            "%s at offset %d: the log has no such record there"
                .formatted(row.what(), row.offset()));
    next();
  }

  private void notInAudit(Evidence evidence) {
    if (evidence.offset() > last.getOrDefault(evidence.account(), -1L)) {
      waiting++;
      return;
    }
    fault =
        Fault.of(
            Kind.MISSING,
            evidence.chain(),
            0,
            "%s at offset %d of the log has no row"
                .formatted(evidence.identity(), evidence.offset()));
  }

  /** The log has no more records. */
  public Optional<Fault> finish() throws SQLException {
    if (fault == null && row != null) {
      notInLog();
    }
    return Optional.ofNullable(fault);
  }

  /** Rows that are as the log has them. */
  public long compared() {
    return compared;
  }

  /** Records of the log that are behind the ends of their chains: not archived yet. */
  public long waiting() {
    return waiting;
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    query.close();
  }
}
