package io.alphaflow.risk.gate;

/**
 * An event that circuit breakers find patterns in.
 *
 * @param account whose event it is
 * @param kind what happened
 * @param time logical time in epoch microseconds UTC, moved on by a microsecond where that is
 *     needed to let the events of a partition have strictly increasing times
 * @param decisionSequence sequence of the decision it belongs to
 * @param partition of the journal: all events of one partition share one clock
 */
public record BreakerEvent(
    String account, Kind kind, long time, long decisionSequence, int partition) {

  /** What happened. */
  public enum Kind {
    /** An order was approved. */
    APPROVED
  }
}
