package io.alphaflow.execution.order;

import io.alphaflow.common.model.CancelTarget;
import io.alphaflow.common.model.Decision;

/**
 * An order that shall be smaller where it stands.
 *
 * @param account our name of the account
 * @param instrument {@code venue:BASE/QUOTE}
 * @param decision sequence of the decision that wants it
 * @param decisionTime logical time of that decision, epoch microseconds UTC
 * @param target the order, as the gate remembers it
 * @param quantity what it shall be for, with what is filled, base, units of 1e-8
 * @param writtenAt when the decision was written to the log, wall clock, epoch milliseconds UTC
 */
public record AmendRequest(
    String account,
    String instrument,
    long decision,
    long decisionTime,
    CancelTarget target,
    long quantity,
    long writtenAt)
    implements LaneRequest {

  /** The wish of a decision that makes an order smaller. */
  public static AmendRequest of(Decision decision, CancelTarget target, long writtenAt) {
    return new AmendRequest(
        decision.account(),
        decision.instrument(),
        decision.sequence(),
        decision.time(),
        target,
        decision.workQuantity(),
        writtenAt);
  }

  /** What the order keeps of it. */
  public Amendment amendment() {
    return new Amendment(decision, decisionTime, quantity);
  }
}
