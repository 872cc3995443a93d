package io.alphaflow.common.model;

/**
 * How far an audit chain has come: written outside of the database when its rows are in there, so
 * that a chain that was cut off or written anew is found.
 *
 * @param account whose chain; {@code *} for commands to all accounts
 * @param log the log that the chain is of, {@code decisions} or {@code journal}
 * @param partition of the log
 * @param offset of the record that the head is made of
 * @param position of the row in the chain, counted from 1
 * @param time of that record, epoch microseconds UTC
 * @param hash SHA-256 of the row, 64 hexadecimal digits
 */
public record AuditHead(
    String account, String log, int partition, long offset, long position, long time, String hash) {

  /** What a head is keyed by: the chain. */
  public String chain() {
    return log + "/" + partition + "/" + account;
  }
}
