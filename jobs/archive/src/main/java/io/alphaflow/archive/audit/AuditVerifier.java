package io.alphaflow.archive.audit;

import io.alphaflow.archive.audit.AuditResult.ChainResult;
import io.alphaflow.archive.audit.TableCheck.Suspect;
import io.alphaflow.common.model.AuditHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * Checks the audit in a database: every chain from row to row, against the heads that were told
 * outside of the database, and the tables that people ask against the records. Reads a cursor, so
 * memory does not grow with the rows.
 *
 * <p>The desk may run meanwhile. A chain and its tables are written apart, a moment after each
 * other, so what differs between them counts when it still does after some seconds.
 */
public final class AuditVerifier {

  private static final int FETCH = 2_000;
  private static final long LOOK_MILLIS = 500;

  private final DataSource database;
  private final Heads heads;
  private final long patienceMillis;
  private final LongConsumer progress;
  private long rowsRead;

  /**
   * A verifier.
   *
   * @param heads read before the rows are, so that each has its row
   * @param patienceMillis how long tables may be behind their chains, or before them
   * @param progress gets the number of rows that were read, now and then
   */
  public AuditVerifier(
      DataSource database, Heads heads, long patienceMillis, LongConsumer progress) {
    this.database = database;
    this.heads = heads;
    this.patienceMillis = patienceMillis;
    this.progress = progress;
  }

  /** How many rows of the audit there are to read. */
  public static long count(Connection connection, AuditScope scope) throws SQLException {
    String sql = "SELECT count(*) FROM audit WHERE " + scope.condition("");
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      scope.set(query, 1);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /**
   * Checks.
   *
   * @throws SQLException when the database cannot be asked
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public AuditResult verify(AuditScope scope) throws SQLException, InterruptedException {
    List<Fault> faults = new ArrayList<>(heads.faults());
    List<ChainResult> chains = new ArrayList<>();
    List<Suspect> suspects = new ArrayList<>();
    try (Connection connection = snapshot()) {
      for (Chain chain : chains(connection, scope)) {
        TableCheck tables = new TableCheck(connection);
        check(connection, chain, scope, tables, chains, faults);
        suspects.addAll(tables.finish());
      }
    }
    for (EvidenceKind kind : EvidenceKind.values()) {
      List<Suspect> here =
          suspects.stream().filter(s -> s.audited().kind().equals(kind.name())).toList();
      stayed(here).ifPresent(suspect -> faults.add(TableCheck.fault(suspect)));
    }
    for (EvidenceKind kind : EvidenceKind.values()) {
      withoutRecord(kind, scope).ifPresent(row -> faults.add(TableCheck.withoutRecord(kind, row)));
    }
    return new AuditResult(chains, faults);
  }

  private Connection snapshot() throws SQLException {
    Connection connection = database.getConnection();
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  private SortedSet<Chain> chains(Connection connection, AuditScope scope) throws SQLException {
    SortedSet<Chain> chains = new TreeSet<>();
    String sql =
        "SELECT DISTINCT account, log, partition_number FROM audit WHERE ? = '' OR account IN (?,"
            + " '*')";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, scope.account());
      query.setString(2, scope.account());
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          chains.add(new Chain(row.getString(1), row.getString(2), row.getInt(3)));
        }
      }
    }
    for (Chain told : heads.chains()) {
      if (scope.covers(told)) {
        chains.add(told);
      }
    }
    return chains;
  }

  private void check(
      Connection connection,
      Chain chain,
      AuditScope scope,
      TableCheck tables,
      List<ChainResult> results,
      List<Fault> faults)
      throws SQLException {
    long[] part = scope.isWhole() ? new long[] {0, Long.MAX_VALUE} : part(connection, chain, scope);
    if (part == null) {
      return;
    }
    ChainCheck check = begin(connection, chain, part[0]);
    long rows = 0;
    long first = 0;
    try (PreparedStatement query = query(connection, chain, part)) {
      query.setFetchSize(FETCH);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          StoredRow stored = StoredRow.read(row);
          first = rows++ == 0 ? stored.position() : first;
          if (check.accept(stored)) {
            tables.accept(stored);
          }
          if (++rowsRead % FETCH == 0) {
            progress.accept(rowsRead);
          }
        }
      }
    }
    check.finish(part[1] == Long.MAX_VALUE).ifPresent(faults::add);
    Optional<AuditHead> head = check.last().map(AuditVerifier::head);
    results.add(new ChainResult(chain, rows, first, head, check.headAt()));
  }

  private static AuditHead head(StoredRow row) {
    return new AuditHead(
        row.chain().account(),
        row.chain().log(),
        row.chain().partition(),
        row.offset(),
        row.position(),
        row.time(),
        row.hashText());
  }

  /** The offsets of the records within the times; null when there are none. */
  private static long[] part(Connection connection, Chain chain, AuditScope scope)
      throws SQLException {
    String sql =
        "SELECT min(offset_number), max(offset_number) FROM audit WHERE "
            + scope.condition("")
            + " AND account = ? AND log = ? AND partition_number = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      set(query, scope.set(query, 1), chain);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getObject(1) == null ? null : new long[] {row.getLong(1), row.getLong(2)};
      }
    }
  }

  private static int set(PreparedStatement query, int first, Chain chain) throws SQLException {
    query.setString(first, chain.account());
    query.setString(first + 1, chain.log());
    query.setInt(first + 2, chain.partition());
    return first + 3;
  }

  private static PreparedStatement query(Connection connection, Chain chain, long[] part)
      throws SQLException {
    PreparedStatement query =
        connection.prepareStatement(
            "SELECT "
                + StoredRow.COLUMNS
                + " FROM audit WHERE account = ? AND log = ? AND partition_number = ? AND"
                + " offset_number BETWEEN ? AND ? ORDER BY offset_number");
    int next = set(query, 1, chain);
    query.setLong(next, part[0]);
    query.setLong(next + 1, part[1]);
    return query;
  }

  /** The check goes on from the row before the part, which is taken as it is. */
  private ChainCheck begin(Connection connection, Chain chain, long from) throws SQLException {
    String sql =
        "SELECT position, encode(hash, 'hex') FROM audit WHERE account = ? AND log = ? AND"
            + " partition_number = ? AND offset_number < ? ORDER BY offset_number DESC LIMIT 1";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(set(query, 1, chain), from);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new ChainCheck(
                chain, heads, row.getLong(1), HexFormat.of().parseHex(row.getString(2)))
            : new ChainCheck(chain, heads, 0, AuditRow.genesis());
      }
    }
  }

  /** The first row that still differs from its record when the patience is over. */
  private Optional<Suspect> stayed(List<Suspect> found) throws SQLException, InterruptedException {
    List<Suspect> suspects = found;
    for (long waited = 0; !suspects.isEmpty() && waited < patienceMillis; waited += LOOK_MILLIS) {
      Thread.sleep(LOOK_MILLIS);
      try (Connection connection = snapshot()) {
        TableCheck again = new TableCheck(connection);
        for (Suspect suspect : suspects) {
          again.accept(suspect.audited());
        }
        suspects = again.finish();
      }
    }
    return suspects.stream().findFirst();
  }

  private Optional<String> withoutRecord(EvidenceKind kind, AuditScope scope)
      throws SQLException, InterruptedException {
    for (long waited = 0; ; waited += LOOK_MILLIS) {
      try (Connection connection = snapshot()) {
        List<String> rows = TableCheck.withoutRecord(connection, kind, scope);
        if (rows.isEmpty() || waited >= patienceMillis) {
          return rows.stream().findFirst();
        }
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }
}
