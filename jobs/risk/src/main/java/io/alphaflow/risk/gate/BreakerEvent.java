package io.alphaflow.risk.gate;

/**
 * An event that circuit breakers find patterns in.
 *
 * @param kind what happened
 * @param partition of the journal: all events of one partition share one clock
 * @param time logical time in epoch microseconds UTC, moved on by a microsecond where that is
 *     needed to let the events of a partition have strictly increasing times
 * @param account whose event it is; {@code *} for a price
 * @param strategy whose event it is; {@code *} for a price
 * @param instrument {@code venue:BASE/QUOTE}
 * @param buy side of an order
 * @param decisionSequence sequence of the decision it belongs to, or 0
 * @param value quantity of an approved order, base; P&amp;L of a round trip after fees, quote; a
 *     price; otherwise 0
 * @param low lowest price since the event before of the instrument, this one included; otherwise 0
 * @param high highest price, likewise
 */
public record BreakerEvent(
    Kind kind,
    int partition,
    long time,
    String account,
    String strategy,
    String instrument,
    boolean buy,
    long decisionSequence,
    long value,
    long low,
    long high) {

  /** What happened. */
  public enum Kind {
    /** An order was approved. */
    APPROVED,
    /** A signal was rejected by the gate, or an order by the venue. */
    REJECTED,
    /** A strategy instance's position in an instrument was closed. */
    ROUND_TRIP,
    /** The price of an instrument moved. */
    PRICE
  }
}
