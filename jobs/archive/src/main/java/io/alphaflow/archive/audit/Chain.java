package io.alphaflow.archive.audit;

/**
 * Which chain. An account stands in one partition of a log, so it has one chain for each log;
 * commands to all accounts stand in every partition and have a chain in each.
 *
 * @param account whose; {@code *} for commands to all accounts
 * @param log the log, {@code decisions} or {@code journal}
 * @param partition of the log
 */
public record Chain(String account, String log, int partition) implements Comparable<Chain> {

  /** A key: equal for equal chains. */
  public String key() {
    return log + "/" + partition + "/" + account;
  }

  @Override
  public int compareTo(Chain other) {
    return key().compareTo(other.key());
  }

  /** For a person: {@code account main, decisions-0}. */
  @Override
  public String toString() {
    return (account.equals("*") ? "all accounts" : "account " + account)
        + ", "
        + log
        + "-"
        + partition;
  }
}
