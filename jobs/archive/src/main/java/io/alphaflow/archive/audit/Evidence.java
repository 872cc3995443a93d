package io.alphaflow.archive.audit;

/**
 * A record of a log that belongs into an audit chain.
 *
 * @param account whose chain it is for; {@code *} for a command to all accounts
 * @param log the log, {@code decisions} or {@code journal}
 * @param partition where it stands
 * @param offset where it stands
 * @param time of the record, epoch microseconds UTC: of a decision the market's, of a report the
 *     venue's, of a command the clock of the person's machine
 * @param kind what it is
 * @param identity producer and number, {@code main/17}
 * @param content the bytes as they stand in the log
 */
public record Evidence(
    String account,
    String log,
    int partition,
    long offset,
    long time,
    EvidenceKind kind,
    String identity,
    byte[] content) {

  /** The chain that it belongs to: an account has one for each log. */
  public Chain chain() {
    return new Chain(account, log, partition);
  }
}
