package io.alphaflow.common.model;

/**
 * Something must stop without a person: a circuit breaker found its pattern, or the execution feed
 * is dead. In the journal it binds the gate like any other input.
 *
 * @param level what is stopped; an account's stands in the partition of the account, an
 *     instrument's in that of the marks that were seen
 * @param breaker name of the breaker, for example {@code order-velocity}
 * @param sequence increases for each breaker and level: logical time of the event that completed
 *     the pattern, made strictly increasing within the partition
 * @param time logical time of that event, epoch microseconds UTC
 * @param stop how far it stops
 * @param cooldown microseconds of logical time after which the level is active again by itself; 0
 *     when a person must resume it
 * @param cancelOrders whether working orders of the level are to be cancelled, too
 * @param evidence what was seen, in a sentence
 */
public record BreakerTrip(
    Level level,
    String breaker,
    long sequence,
    long time,
    StopKind stop,
    long cooldown,
    boolean cancelOrders,
    String evidence)
    implements JournalEntry {

  @Override
  public String producer() {
    return "breaker/" + breaker + "/" + (level == null ? "" : level.key());
  }

  @Override
  public boolean contiguous() {
    return false;
  }
}
