package io.alphaflow.archive.audit;

/**
 * What is wrong with the audit, at the first place where it is.
 *
 * @param kind what was done
 * @param where the chain, or the table
 * @param position of the row in its chain; 0 when it has none
 * @param sentence what was expected and what is there
 */
public record Fault(Kind kind, String where, long position, String sentence) {

  /** What was done to rows. */
  public enum Kind {
    /** A row is not what it was. */
    ALTERED,
    /** Rows are gone. */
    MISSING,
    /** A row does not belong there. */
    INSERTED,
    /** The rows fit together, but not to a head that was told outside of the database. */
    REWRITTEN,
    /** The chain begins anew. */
    RESTARTED,
    /** Two heads of the same row differ: the log of the heads cannot be trusted. */
    HEADS_DIFFER,
    /** The row of a table that people ask is not its record. */
    TABLE_ALTERED,
    /** A record has no row in the table that people ask. */
    TABLE_MISSING,
    /** A row of a table that people ask has no record. */
    TABLE_INSERTED
  }

  static Fault of(Kind kind, Chain chain, long position, String sentence) {
    return new Fault(kind, chain.toString(), position, sentence);
  }

  /** For a person: {@code ALTERED: account main, decisions-0, row 17: …}. */
  @Override
  public String toString() {
    return kind + ": " + where + (position == 0 ? "" : ", row " + position) + ": " + sentence;
  }
}
