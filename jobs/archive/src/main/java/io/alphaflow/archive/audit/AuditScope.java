package io.alphaflow.archive.audit;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What part of the audit is looked at.
 *
 * @param account one account, and the commands to all; empty for every account
 * @param from time of the first record, epoch microseconds UTC
 * @param to time behind the last record
 */
public record AuditScope(String account, long from, long to) {

  /** Everything. */
  public static final AuditScope ALL = new AuditScope("", Long.MIN_VALUE, Long.MAX_VALUE);

  /** The year 2200, and as long before 1970: what is beyond has no time in the database. */
  private static final long LATEST = 7_258_118_400_000_000L;

  /** A time beyond what the database has is that. */
  public AuditScope {
    from = Math.max(from, -LATEST);
    to = Math.min(to, LATEST);
  }

  /** Whether no time bounds it. */
  boolean isWhole() {
    return from == -LATEST && to == LATEST;
  }

  /** Whether a chain is looked at. */
  boolean covers(Chain chain) {
    return account.isEmpty() || chain.account().equals(account) || chain.account().equals("*");
  }

  /** A condition in SQL with four parameters, see {@link #set}. */
  String condition(String prefix) {
    String time = "timestamptz 'epoch' + ? * interval '1 microsecond'";
    return "(? = '' OR %1$saccount IN (?, '*')) AND %1$stime >= %2$s AND %1$stime < %2$s"
        .formatted(prefix, time);
  }

  /**
   * Sets the parameters of {@link #condition}.
   *
   * @return the index behind the last
   */
  int set(PreparedStatement statement, int first) throws SQLException {
    statement.setString(first, account);
    statement.setString(first + 1, account);
    statement.setLong(first + 2, from);
    statement.setLong(first + 3, to);
    return first + 4;
  }
}
