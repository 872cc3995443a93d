package io.alphaflow.archive.audit;

import java.util.Optional;

/**
 * The end of one chain, to which rows are added in the order of the log's offsets. Deterministic: a
 * function of the records and their places. Its size does not grow.
 */
public final class ChainState {

  private long position;
  private long offset = -1;
  private byte[] hash = AuditRow.genesis();

  /**
   * Adds a record.
   *
   * @return its row; empty when the chain is past the record's place, which has its row already
   */
  public Optional<AuditRow> append(Evidence evidence) {
    if (evidence.offset() <= offset) {
      return Optional.empty();
    }
    AuditRow row = AuditRow.of(evidence, position + 1, hash);
    position = row.position();
    offset = evidence.offset();
    hash = row.hash();
    return Optional.of(row);
  }
}
