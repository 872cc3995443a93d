package io.alphaflow.common.model;

/**
 * A circuit breaker found its pattern. In the journal it halts the account like any other input.
 *
 * @param account whose decisions made the pattern
 * @param breaker name of the breaker, for example {@code order-velocity}
 * @param sequence sequence of the decision that completed the pattern
 * @param time logical time of that decision, epoch microseconds UTC
 * @param evidence what was seen, in a sentence
 */
public record BreakerTrip(String account, String breaker, long sequence, long time, String evidence)
    implements JournalEntry {

  @Override
  public String producer() {
    return "breaker/" + breaker + "/" + account;
  }

  @Override
  public boolean contiguous() {
    return false;
  }
}
